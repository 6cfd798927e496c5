import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import dev.twt.dataset.QuestionColumns;
import dev.twt.dataset.ResponseColumns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.SplittableRandom;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A workspace with made answers, and a table of made embeddings of theirs: the same on every machine. An answer's vector
 * is its question's direction and half as much of its own.
 */
final class MadeWorkspace {
    /** Answers of about 600 characters. */
    private static final int WORDS = 120;

    private static final String VOCABULARY =
            "'the','shop','has','boxes','apples','each','crate','holds','so','that','there','are','more','than','before',"
                    + "'we','add','and','take','away','what','was','sold','on','Tuesday'";
    private static final StructType EMBEDDINGS = new StructType()
            .add("request_id", DataTypes.StringType)
            .add("embedding", DataTypes.createArrayType(DataTypes.FloatType, false));
    /** Of a skewed set: 1 question in a hundred ... */
    private static final int EVERY = 100;
    /** ... holds so many times the mean: 30% of all answers. */
    private static final int TIMES = 30;

    private final SparkSession spark;
    private final Path folder;
    private final int dimensions;

    MadeWorkspace(SparkSession spark, Path folder, int dimensions) {
        this.spark = spark;
        this.folder = folder;
        this.dimensions = dimensions;
    }

    /**
     * Writes questions, responses and embeddings, and returns the config file of their run.
     *
     * @param answers a question, on average
     * @param skewed whether 1% of the questions hold 30% of the answers
     */
    Path write(long questions, int answers, boolean skewed) throws IOException {
        int files = (int) Math.max(2, questions * answers / 250_000);
        questions(questions)
                .repartition(Math.max(1, files / 4))
                .write()
                .parquet(folder + "/workspace/questions");
        Dataset<Row> asked = answered(questions, answers, skewed);
        asked.select(Arrays.stream(ResponseColumns.SCHEMA.fields())
                        .map(MadeWorkspace::response)
                        .toArray(Column[]::new))
                .repartition(files)
                .write()
                .parquet(folder + "/workspace/responses");
        Vectors vectors = new Vectors(dimensions);
        asked.select("request_id", "q", "s")
                .repartition(files)
                .mapPartitions(vectors, Encoders.row(EMBEDDINGS))
                .write()
                .option("compression", "none")
                .parquet(folder + "/embeddings");
        return config();
    }

    private Dataset<Row> questions(long number) {
        Dataset<Row> ids = spark.range(number).selectExpr("id q", "sha2(concat('question ', id), 256) question_id");
        return ids.select(Arrays.stream(QuestionColumns.SCHEMA.fields())
                .map(MadeWorkspace::question)
                .toArray(Column[]::new));
    }

    private static Column question(StructField field) {
        Column value =
                switch (field.name()) {
                    case QuestionColumns.QUESTION_ID -> col("question_id");
                    case QuestionColumns.QUESTION -> expr("concat('How many apples are in shop ', q, '?')");
                    case QuestionColumns.GOLD -> expr("cast(pmod(q, 3) as string)");
                    case QuestionColumns.TASK -> lit("math");
                    default -> lit(null);
                };
        return value.cast(field.dataType()).as(field.name());
    }

    /** q, s, question_id and request_id of every answer. */
    private Dataset<Row> answered(long questions, int answers, boolean skewed) {
        // A hundredth of the questions have 30 times the mean; the others share the remaining 70%.
        String number = skewed
                ? "if(q % " + EVERY + " = 0, " + TIMES * answers + ", " + rest(answers) + ")"
                : String.valueOf(answers);
        return spark.range(questions)
                .selectExpr("id q")
                .selectExpr("q", "explode(sequence(1, cast(" + number + " as int))) s")
                .selectExpr(
                        "q",
                        "s",
                        "sha2(concat('question ', q), 256) question_id",
                        "sha2(concat('request ', q, ' ', s), 256) request_id");
    }

    private static String rest(int answers) {
        double mean = answers * (EVERY - TIMES) / (double) (EVERY - 1);
        int low = (int) mean;
        return low + " + if(pmod(hash(q), 1000) < " + Math.round((mean - low) * 1000) + ", 1, 0)";
    }

    private static Column response(StructField field) {
        Column value =
                switch (field.name()) {
                    case ResponseColumns.REQUEST_ID, ResponseColumns.QUESTION_ID -> col(field.name());
                    case ResponseColumns.TEACHER -> expr("concat('teacher', pmod(s, 3))");
                    case ResponseColumns.SAMPLE -> col("s");
                    case ResponseColumns.PURPOSE -> lit("full");
                    case ResponseColumns.ROUND -> lit(0);
                    case ResponseColumns.MODEL -> lit("recorded");
                    case ResponseColumns.OUTCOME -> lit("answered");
                    case ResponseColumns.TEXT -> concat(rationale(), lit("\n\nAnswer: 1\nConfidence: 0.97"));
                    case ResponseColumns.RATIONALE -> rationale();
                    case ResponseColumns.ANSWER -> expr("cast(pmod(hash(request_id), 3) as string)");
                    case ResponseColumns.STATED_CONFIDENCE -> expr("0.96 + pmod(hash(request_id, 7), 40) / 1000.0");
                    case ResponseColumns.TOKEN_LOGPROBS -> expr("transform(sequence(1, 20), i ->"
                            + " cast(-pmod(hash(request_id, i), 1000) / 500.0 as float))");
                    case ResponseColumns.PROMPT_TOKENS -> lit(96);
                    case ResponseColumns.COMPLETION_TOKENS -> lit(140);
                    case ResponseColumns.COST_USD -> lit(0.0);
                    case ResponseColumns.FINISH_REASON -> lit("stop");
                    case ResponseColumns.LATENCY_MS -> lit(900L);
                    case ResponseColumns.ATTEMPTS -> lit(1);
                    case ResponseColumns.CREATED_AT -> lit("2026-01-01 00:00:00");
                    default -> lit(null);
                };
        return value.cast(field.dataType()).as(field.name());
    }

    /** Words that differ from answer to answer, or the files would be far smaller than real ones. */
    private static Column rationale() {
        return array_join(
                expr("transform(sequence(1, " + WORDS + "), i -> element_at(array(" + VOCABULARY
                        + "), cast(pmod(hash(request_id, i), 25) as int) + 1))"),
                " ");
    }

    private Path config() throws IOException {
        return Files.writeString(folder.resolve("run.conf"), """
                workspace = "%1$s/workspace"
                questions = "%1$s/none.jsonl"
                embedding { source = column, path = "%1$s/embeddings" }
                teacher-defaults { backend = openai, model = recorded, endpoint { urls = "http://127.0.0.1:9/v1" } }
                teachers { teacher0 {}, teacher1 {}, teacher2 {} }
                """.formatted(folder));
    }

    /** request_id and the vector of rows of request_id, q and s. */
    private record Vectors(int dimensions) implements MapPartitionsFunction<Row, Row> {
        @Override
        public Iterator<Row> call(Iterator<Row> rows) {
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return rows.hasNext();
                }

                @Override
                public Row next() {
                    Row row = rows.next();
                    return RowFactory.create(row.getString(0), vector(row.getLong(1), row.getInt(2)));
                }
            };
        }

        private float[] vector(long question, int answer) {
            SplittableRandom common = new SplittableRandom(question);
            SplittableRandom own = new SplittableRandom(question * 1_000_003 + answer);
            float[] vector = new float[dimensions];
            for (int d = 0; d < dimensions; d++) {
                vector[d] = (float) (common.nextDouble() - 0.5 + (own.nextDouble() - 0.5) / 2);
            }
            return vector;
        }
    }
}
