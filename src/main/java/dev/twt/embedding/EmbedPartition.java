package dev.twt.embedding;

import dev.twt.config.EmbeddingConfig;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.util.TaskCompletionListener;

/** Embeds the rows of a partition with the executor's shared model. */
final class EmbedPartition implements MapPartitionsFunction<Row, Row> {
    private static final long serialVersionUID = 1L;
    private static final int BATCHES_A_CHUNK = 32;

    /** In place of the column that says how a request ended. */
    static final int EVERY_ROW = -1;

    // The parts of an EmbeddingConfig, which is not serializable.
    private final String source;
    private final String path;
    private final int maxTokens;
    private final int batchSize;
    private final int textIndex;
    private final int outcomeIndex;

    EmbedPartition(EmbeddingConfig config, int textIndex, int outcomeIndex) {
        this.source = config.source();
        this.path = config.path();
        this.maxTokens = config.maxTokens();
        this.batchSize = config.batchSize();
        this.textIndex = textIndex;
        this.outcomeIndex = outcomeIndex;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        if (!rows.hasNext()) {
            return rows;
        }
        SharedEmbedders.Lease lease =
                SharedEmbedders.jvm().lease(new EmbeddingConfig(source, path, maxTokens, batchSize));
        TaskContext.get().addTaskCompletionListener((TaskCompletionListener) context -> lease.close());
        return new EmbeddedRows(rows, lease.embedder(), this::text, BATCHES_A_CHUNK * batchSize);
    }

    /** Only whole answers are candidates: the rest need no vector. */
    private String text(Row row) {
        boolean wanted = outcomeIndex == EVERY_ROW || "answered".equals(row.getString(outcomeIndex));
        return wanted ? row.getString(textIndex) : null;
    }
}
