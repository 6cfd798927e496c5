package dev.twt.dataset;

import dev.twt.config.QuestionsConfig;
import dev.twt.config.TaskConfig;
import dev.twt.dataset.SourceFile.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Question files that the driver reads sooner than Spark has planned a job: some ten thousand rows in all. */
final class SmallFiles {
    private static final long MOST_BYTES = 16L << 20;
    /** Bytes that one byte of a packed file may stand for. */
    private static final int UNPACKED = 8;

    private static final Comparator<Row> BY_ID = (one, other) -> {
        String first = QuestionParser.id(one);
        String second = QuestionParser.id(other);
        if (first == null || second == null) {
            return Boolean.compare(first == null, second == null);
        }
        // As Spark sorts texts.
        return Arrays.compareUnsigned(first.getBytes(StandardCharsets.UTF_8), second.getBytes(StandardCharsets.UTF_8));
    };

    private final List<SourceFile> files;
    private final Configuration hadoop;

    SmallFiles(List<SourceFile> files, Configuration hadoop) {
        this.files = files;
        this.hadoop = hadoop;
    }

    boolean areSmall() throws IOException {
        CompressionCodecFactory codecs = new CompressionCodecFactory(hadoop);
        long bytes = 0;
        for (SourceFile file : files) {
            Path path = new Path(file.path());
            if (file.kind() == Kind.PARQUET) {
                return false;
            }
            long length = path.getFileSystem(hadoop).getFileStatus(path).getLen();
            bytes += codecs.getCodec(path) == null ? length : UNPACKED * length;
        }
        return bytes <= MOST_BYTES;
    }

    /** The rows under {@link QuestionParser#SCHEMA}, sorted by id, those that are no question last. */
    List<Row> parsed(QuestionsConfig config, TaskConfig task) throws IOException {
        QuestionParser parser = new QuestionParser(config, task);
        List<Row> rows = new ArrayList<>();
        for (SourceFile file : files) {
            if (file.kind() == Kind.LINES) {
                lines(file.path(), parser, rows);
            } else {
                Iterator<Row> values = RawRows.elements(file.path(), hadoop);
                values.forEachRemaining(value -> rows.add(parser.call(value)));
            }
        }
        rows.sort(BY_ID);
        return rows;
    }

    private void lines(String path, QuestionParser parser, List<Row> rows) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(DataStreams.open(new Path(path), hadoop), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String json = JsonLines.clean(line);
                if (!json.isEmpty()) {
                    rows.add(parser.call(RowFactory.create(path, json, null)));
                }
            }
        }
    }
}
