import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import dev.twt.config.DiversityConfig;
import dev.twt.selection.diversity.EmbeddingSimilarity;
import dev.twt.selection.diversity.Picks;
import dev.twt.selection.diversity.Vectors;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The pick of the least similar pair: the plan that select runs, against a typed flatMapGroups with a double loop. */
final class PairsBench {
    private static final DiversityConfig PAIR =
            new DiversityConfig("least-similar-pair", "embedding", "any", 2, "keep");
    private static final StructType PICKS = new StructType()
            .add("question_id", DataTypes.StringType)
            .add("first", DataTypes.IntegerType)
            .add("second", DataTypes.IntegerType)
            .add("similarity", DataTypes.DoubleType);
    private static final int ANSWERS = 6;

    private final SparkSession spark;
    private final Path folder;

    PairsBench(SparkSession spark, Path folder) {
        this.spark = spark;
        this.folder = folder;
    }

    /**
     * Each side at the same candidates, one after the other.
     *
     * @param same whether they picked the same
     */
    record Once(Timed ours, Timed loops, boolean same) {}

    /** Seconds on the clock, and of processors: on a machine that others use the latter say more. */
    record Timed(double seconds, double processor) {}

    private record Digest(Row row, Timed timed) {}

    /** Writes so many candidates, six a question, of 384 dimensions. */
    void write(int candidates) throws java.io.IOException {
        Path made = folder.resolve("made-" + candidates);
        new MadeWorkspace(spark, made, 384).write(candidates / ANSWERS, ANSWERS, false);
        Dataset<Row> vectors = spark.read().parquet(made + "/embeddings");
        spark.read()
                .parquet(made + "/workspace/responses")
                .join(vectors, "request_id")
                .select(col("question_id"), col("teacher"), col("sample").as("quality_rank"), col("embedding"))
                .write()
                .parquet(pool(candidates));
    }

    private String pool(int candidates) {
        return folder.resolve("pool-" + candidates).toString();
    }

    Once once(int candidates) {
        Dataset<Row> pool = spark.read().parquet(pool(candidates));
        Digest ours = digest(ours(pool));
        Digest loops = digest(loops(pool));
        return new Once(ours.timed, loops.timed, same(ours.row, loops.row));
    }

    private static Dataset<Row> ours(Dataset<Row> pool) {
        return Picks.of(pool.withColumn(EmbeddingSimilarity.LARGEST, Vectors.largest("embedding")), PAIR)
                .toDF(PICKS.fieldNames());
    }

    private static Dataset<Row> loops(Dataset<Row> pool) {
        return pool.as(Encoders.bean(Candidate.class))
                .groupByKey((MapFunction<Candidate, String>) Candidate::getQuestion_id, Encoders.STRING())
                .flatMapGroups(
                        (FlatMapGroupsFunction<String, Candidate, Row>) (question, members) -> {
                            List<Candidate> all = new ArrayList<>();
                            members.forEachRemaining(all::add);
                            return all.size() < 2
                                    ? List.<Row>of().iterator()
                                    : List.of(leastSimilar(question, all)).iterator();
                        },
                        Encoders.row(PICKS));
    }

    private static boolean same(Row ours, Row loops) {
        return ours.getLong(0) == loops.getLong(0)
                && ours.getDecimal(1).equals(loops.getDecimal(1))
                && Math.abs(ours.getDouble(2) - loops.getDouble(2)) < 1e-6 * ours.getLong(0);
    }

    private static Digest digest(Dataset<Row> picks) {
        long begin = System.nanoTime();
        long processor = processor();
        Row row = picks.agg(
                        count(lit(1)),
                        sum(xxhash64(col("question_id"), col("first"), col("second"))
                                .cast("decimal(38,0)")),
                        sum("similarity"))
                .first();
        return new Digest(row, new Timed((System.nanoTime() - begin) / 1e9, (processor() - processor) / 1e9));
    }

    private static long processor() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static Row leastSimilar(String question, List<Candidate> members) {
        members.sort((one, other) -> Integer.compare(one.quality_rank, other.quality_rank));
        double[] norms = members.stream()
                .mapToDouble(member -> Math.sqrt(dot(member.embedding, member.embedding)))
                .toArray();
        int first = 0;
        int second = 1;
        double least = Double.MAX_VALUE;
        for (int i = 0; i < norms.length; i++) {
            for (int j = i + 1; j < norms.length; j++) {
                double cosine = dot(members.get(i).embedding, members.get(j).embedding) / (norms[i] * norms[j]);
                if (cosine < least) {
                    least = cosine;
                    first = i;
                    second = j;
                }
            }
        }
        return RowFactory.create(
                question, members.get(first).quality_rank, members.get(second).quality_rank, least);
    }

    private static double dot(float[] left, float[] right) {
        double sum = 0;
        for (int d = 0; d < left.length; d++) {
            sum += (double) left[d] * right[d];
        }
        return sum;
    }

    /** A row of the pool, as Spark's bean encoder wants it. */
    public static final class Candidate implements java.io.Serializable {
        private static final long serialVersionUID = 1L;
        private String question_id;
        private int quality_rank;
        private float[] embedding;

        public String getQuestion_id() {
            return question_id;
        }

        public void setQuestion_id(String value) {
            question_id = value;
        }

        public int getQuality_rank() {
            return quality_rank;
        }

        public void setQuality_rank(int value) {
            quality_rank = value;
        }

        public float[] getEmbedding() {
            return embedding;
        }

        public void setEmbedding(float[] value) {
            embedding = value;
        }
    }
}
