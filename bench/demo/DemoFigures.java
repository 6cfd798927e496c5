import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twt.dataset.GoldAnswers;
import dev.twt.dataset.Questions;
import dev.twt.dataset.Workspace;
import java.io.IOException;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Stated confidence against right answers, teacher by teacher, and how many of the answers learned from are wrong. */
public final class DemoFigures {
    private DemoFigures() {}

    public static void main(String[] args) throws IOException {
        try (SparkSession spark = SparkSession.builder()
                .master("local[*]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "4")
                .getOrCreate()) {
            spark.sparkContext().setLogLevel("ERROR");
            print(spark, Workspace.at(args[0], spark.sparkContext().hadoopConfiguration()));
        }
    }

    private static void print(SparkSession spark, Workspace workspace) {
        Dataset<Row> gold = GoldAnswers.canonical(Questions.stored(spark, workspace)).dropDuplicates("question_id");
        Dataset<Row> answers = spark.read()
                .parquet(workspace.scored().toString())
                .join(gold, "question_id")
                .withColumn("right", expr("coalesce(answer = gold, false)"))
                .cache();
        ObjectNode result = new ObjectMapper().createObjectNode().put("bench", "demo");
        ObjectNode detail = result.putObject("detail");
        System.out.println("| teacher | answers | right | 0.90 or more | right | below 0.10 | right | above 0.95 |");
        System.out.println("|---|---:|---:|---:|---:|---:|---:|---:|");
        for (Row row : stated(answers).collectAsList()) {
            StringBuilder line = new StringBuilder("| " + row.getString(0) + " |");
            ObjectNode teacher = detail.putObject(row.getString(0));
            for (int i = 1; i < row.length(); i++) {
                line.append(String.format(Locale.ROOT, " %,d |", row.getLong(i)));
                teacher.put(row.schema().fieldNames()[i], row.getLong(i));
            }
            System.out.println(line);
        }
        Dataset<Row> learned = spark.read()
                .parquet(workspace.distill() + "/stage=full")
                .where("split = 'train'")
                .select("request_id");
        long kept = answers.where("kept").count();
        long examples = learned.count();
        long wrong = answers.join(learned, "request_id").where("not right").count();
        System.out.printf(
                Locale.ROOT, "%nkept %,d of %,d answers; %,d of the %,d learned from are wrong%n",
                kept, answers.count(), wrong, examples);
        detail.put("kept", kept).put("learned_from", examples).put("of_these_wrong", wrong);
        System.out.println(result);
    }

    private static Dataset<Row> stated(Dataset<Row> answers) {
        return answers.groupBy("teacher")
                .agg(
                        count("true").as("answers"),
                        count("right").as("right"),
                        count("confidence >= 0.9").as("stated_0.90"),
                        count("confidence >= 0.9 and right").as("stated_0.90_right"),
                        count("confidence < 0.1").as("below_0.10"),
                        count("confidence < 0.1 and right").as("below_0.10_right"),
                        count("confidence > 0.95").as("above_0.95"))
                .orderBy(col("teacher"));
    }

    private static Column count(String condition) {
        return expr("count_if(" + condition + ")");
    }
}
