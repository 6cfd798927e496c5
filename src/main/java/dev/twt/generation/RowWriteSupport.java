package dev.twt.generation;

import dev.twt.dataset.ResponseColumns;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Writes rows of the ledger's types to Parquet outside a Spark write, in the form that Spark reads back. */
final class RowWriteSupport extends WriteSupport<Row> {
    private static final WriteContext LEDGER = context(ResponseColumns.SCHEMA);

    private final StructField[] fields;
    private final WriteContext context;
    private RecordConsumer consumer;

    RowWriteSupport(StructType schema) {
        this.fields = schema.fields();
        // Made anew it would take a good part of the time of a small file.
        this.context = schema == ResponseColumns.SCHEMA ? LEDGER : context(schema);
    }

    @Override
    public WriteContext init(Configuration configuration) {
        return context;
    }

    private static WriteContext context(StructType schema) {
        Map<String, String> meta = new HashMap<>();
        meta.put("org.apache.spark.sql.parquet.row.metadata", schema.json());
        return new WriteContext(ParquetTypes.of(schema), meta);
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
        this.consumer = recordConsumer;
    }

    @Override
    public void write(Row row) {
        consumer.startMessage();
        for (int i = 0; i < fields.length; i++) {
            if (row.isNullAt(i)) {
                continue;
            }
            StructField field = fields[i];
            consumer.startField(field.name(), i);
            value(field.dataType(), row.get(i));
            consumer.endField(field.name(), i);
        }
        consumer.endMessage();
    }

    private void value(DataType type, Object value) {
        if (type.equals(DataTypes.StringType)) {
            consumer.addBinary(Binary.fromString((String) value));
        } else if (type.equals(DataTypes.IntegerType)) {
            consumer.addInteger((Integer) value);
        } else if (type.equals(DataTypes.LongType)) {
            consumer.addLong((Long) value);
        } else if (type.equals(DataTypes.DoubleType)) {
            consumer.addDouble((Double) value);
        } else if (type.equals(DataTypes.TimestampType)) {
            consumer.addLong(ChronoUnit.MICROS.between(Instant.EPOCH, (Instant) value));
        } else {
            floats((float[]) value);
        }
    }

    private void floats(float[] values) {
        consumer.startGroup();
        if (values.length > 0) {
            consumer.startField("list", 0);
            for (float value : values) {
                consumer.startGroup();
                consumer.startField("element", 0);
                consumer.addFloat(value);
                consumer.endField("element", 0);
                consumer.endGroup();
            }
            consumer.endField("list", 0);
        }
        consumer.endGroup();
    }
}
