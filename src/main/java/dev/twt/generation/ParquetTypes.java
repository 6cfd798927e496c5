package dev.twt.generation;

import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Parquet's types for the few Spark types of the ledger. */
final class ParquetTypes {
    private ParquetTypes() {}

    static MessageType of(StructType schema) {
        Types.MessageTypeBuilder message = Types.buildMessage();
        for (StructField field : schema.fields()) {
            message.addField(type(field));
        }
        return message.named("spark_schema");
    }

    private static Type type(StructField field) {
        Repetition repetition = field.nullable() ? Repetition.OPTIONAL : Repetition.REQUIRED;
        DataType type = field.dataType();
        if (type.equals(DataTypes.StringType)) {
            return Types.primitive(PrimitiveTypeName.BINARY, repetition)
                    .as(LogicalTypeAnnotation.stringType())
                    .named(field.name());
        }
        if (type.equals(DataTypes.TimestampType)) {
            return Types.primitive(PrimitiveTypeName.INT64, repetition)
                    .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
                    .named(field.name());
        }
        if (type.equals(DataTypes.createArrayType(DataTypes.FloatType))) {
            return Types.list(repetition)
                    .optionalElement(PrimitiveTypeName.FLOAT)
                    .named(field.name());
        }
        return Types.primitive(primitive(type), repetition).named(field.name());
    }

    private static PrimitiveTypeName primitive(DataType type) {
        if (type.equals(DataTypes.IntegerType)) {
            return PrimitiveTypeName.INT32;
        }
        if (type.equals(DataTypes.LongType)) {
            return PrimitiveTypeName.INT64;
        }
        if (type.equals(DataTypes.DoubleType)) {
            return PrimitiveTypeName.DOUBLE;
        }
        throw new IllegalArgumentException("the ledger has no column of type " + type.simpleString());
    }
}
