import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import dev.twt.config.EmbeddingConfig;
import dev.twt.embedding.RationaleEmbeddings;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Rationales embedded by the stage that select runs, in one task, against ONNX Runtime alone on the same texts. */
final class EmbeddingBench {
    private static final EmbeddingConfig MINILM = new EmbeddingConfig("minilm", "", 256, 8);
    private static final StructType RESPONSES = new StructType()
            .add("request_id", "string")
            .add("outcome", "string")
            .add("rationale", "string");
    private static final String[] WORDS =
            "the shop has boxes of apples so each crate holds eight and we add those that came on Monday before"
                    .split(" ");

    private final SparkSession spark;
    private final List<String> texts;

    /** Made texts of 30 to 90 words. */
    EmbeddingBench(SparkSession spark, int number) {
        this.spark = spark;
        Random random = new Random(11);
        this.texts = IntStream.range(0, number)
                .mapToObj(i -> text(random, 30 + random.nextInt(61)))
                .toList();
    }

    private static String text(Random random, int words) {
        StringBuilder text = new StringBuilder();
        for (int w = 0; w < words; w++) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        return text.toString();
    }

    /** Seconds of each side; both have their model open. */
    record Once(double ours, double bare, boolean same) {}

    Once once(BareOnnx bare) throws Exception {
        Dataset<Row> responses = spark.createDataFrame(
                        IntStream.range(0, texts.size())
                                .mapToObj(i -> RowFactory.create("r" + i, "answered", texts.get(i)))
                                .toList(),
                        RESPONSES)
                .coalesce(1);
        long begin = System.nanoTime();
        Row ours = RationaleEmbeddings.add(responses, MINILM)
                .agg(
                        count(lit(1)),
                        sum(aggregate(col("embedding"), lit(0f), (total, x) -> total.plus(x))
                                .cast("double")))
                .first();
        long between = System.nanoTime();
        float[][] vectors = bare.vectors(texts);
        long end = System.nanoTime();
        double total = 0;
        for (float[] vector : vectors) {
            for (float value : vector) {
                total += value;
            }
        }
        boolean same = ours.getLong(0) == vectors.length
                && Math.abs(total - ours.getDouble(1)) < 1e-3 * Math.max(1, Math.abs(total));
        return new Once((between - begin) / 1e9, (end - between) / 1e9, same);
    }
}
