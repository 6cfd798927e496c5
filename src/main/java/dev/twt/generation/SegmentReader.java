package dev.twt.generation;

import dev.twt.dataset.ResponseColumns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.sql.types.StructType;

/** Reads the little of a segment that a task tried again has to know, without Spark. */
final class SegmentReader {
    private static final String COLUMNS = ParquetTypes.of(only(
                    ResponseColumns.REQUEST_ID,
                    ResponseColumns.OUTCOME,
                    ResponseColumns.PROMPT_TOKENS,
                    ResponseColumns.COMPLETION_TOKENS))
            .toString();

    private SegmentReader() {}

    /**
     * What is known of a recorded request.
     *
     * @param requestId its identity
     * @param outcome answered, truncated, refused or failed
     * @param promptTokens tokens read
     * @param completionTokens tokens written
     */
    record Recorded(String requestId, String outcome, int promptTokens, int completionTokens) {}

    static List<Recorded> read(Path segment, Configuration hadoop) throws IOException {
        Configuration projecting = new Configuration(hadoop);
        projecting.set(ReadSupport.PARQUET_READ_SCHEMA, COLUMNS);
        List<Recorded> all = new ArrayList<>();
        try (ParquetReader<Group> reader = ParquetReader.builder(new GroupReadSupport(), segment)
                .withConf(projecting)
                .build()) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                all.add(new Recorded(
                        row.getString(ResponseColumns.REQUEST_ID, 0),
                        row.getString(ResponseColumns.OUTCOME, 0),
                        number(row, ResponseColumns.PROMPT_TOKENS),
                        number(row, ResponseColumns.COMPLETION_TOKENS)));
            }
        }
        return all;
    }

    /** Whether a file is a whole Parquet file with the ledger's identity column. */
    static boolean isWhole(Path segment, Configuration hadoop) {
        // Without options the reader parses Hadoop's default configuration anew for every file.
        ParquetReadOptions options = HadoopReadOptions.builder(hadoop).build();
        try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromPath(segment, hadoop), options)) {
            MessageType schema = reader.getFooter().getFileMetaData().getSchema();
            return schema.containsField(ResponseColumns.REQUEST_ID);
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** The number of rows if a file is whole and every page of it is what was written, by the checksums that pages carry. */
    static OptionalLong intactRows(Path segment, Configuration hadoop) {
        ParquetReadOptions options = HadoopReadOptions.builder(hadoop)
                .usePageChecksumVerification(true)
                .build();
        try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromPath(segment, hadoop), options)) {
            long rows = 0;
            // Reading a group compares the checksums of all its pages.
            for (var group = reader.readNextRowGroup(); group != null; group = reader.readNextRowGroup()) {
                rows += group.getRowCount();
            }
            boolean whole = rows == reader.getRecordCount()
                    && reader.getFooter().getFileMetaData().getSchema().containsField(ResponseColumns.REQUEST_ID);
            return whole ? OptionalLong.of(rows) : OptionalLong.empty();
        } catch (IOException | RuntimeException e) {
            return OptionalLong.empty();
        }
    }

    private static int number(Group row, String column) {
        return row.getFieldRepetitionCount(column) == 0 ? 0 : row.getInteger(column, 0);
    }

    private static StructType only(String... names) {
        StructType schema = new StructType();
        for (String name : names) {
            schema = schema.add(ResponseColumns.SCHEMA.apply(name));
        }
        return schema;
    }
}
