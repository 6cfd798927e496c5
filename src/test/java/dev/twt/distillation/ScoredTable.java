package dev.twt.distillation;

import dev.twt.dataset.DistillColumns;
import dev.twt.dataset.QuestionColumns;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Scored candidates written by hand, through Parquet as selection leaves them. */
public final class ScoredTable {
    private static final StructType SCHEMA = new StructType()
            .add("request_id", "string")
            .add("question_id", "string")
            .add("teacher", "string")
            .add("round", "int")
            .add("sample", "int")
            .add("outcome", "string")
            .add("rationale", "string")
            .add("answer", "string")
            .add("completion_tokens", "int")
            .add("quality", "double")
            .add("quality_rank", "int")
            .add("kept", "boolean")
            .add("rejected_by", "string");

    private final List<Row> rows = new ArrayList<>();

    /** An answer that selection kept, of rank 1. */
    public ScoredTable kept(String request, String question, String teacher, String rationale, String answer) {
        return add(request, question, teacher, 0, "answered", rationale, answer, 0.9, 1, null);
    }

    /** An answer that selection did not keep. */
    public ScoredTable rejected(
            String request, String question, String teacher, String rationale, String answer, String by) {
        return add(request, question, teacher, 0, "answered", rationale, answer, 0.2, null, by);
    }

    /** Any candidate; kept where nothing rejects it. */
    public ScoredTable add(
            String request,
            String question,
            String teacher,
            int sample,
            String outcome,
            String rationale,
            String answer,
            double quality,
            Integer rank,
            String rejectedBy) {
        rows.add(RowFactory.create(
                request,
                question,
                teacher,
                0,
                sample,
                outcome,
                rationale,
                answer,
                7,
                quality,
                rank,
                rejectedBy == null,
                rejectedBy));
        return this;
    }

    /** Written to a folder and read again. */
    public Dataset<Row> through(SparkSession spark, Path folder) {
        spark.createDataFrame(rows, SCHEMA).write().parquet(folder.toString());
        return spark.read().parquet(folder.toString());
    }

    /** Questions q1 to q4 of task math. */
    public static Dataset<Row> questions(SparkSession spark) {
        List<Row> rows = IntStream.range(1, 5)
                .mapToObj(i -> RowFactory.create("q" + i, "Number " + i + "?", null, null, null, "train", "math", null))
                .toList();
        return spark.createDataFrame(rows, QuestionColumns.SCHEMA);
    }

    /** request_id, prompt and completion of each example, and weight and objective where there are such, in order. */
    static List<String> lines(Dataset<Row> examples) {
        boolean weighed = List.of(examples.columns()).contains(DistillColumns.WEIGHT);
        return examples.collectAsList().stream()
                .map(row -> row.<String>getAs(DistillColumns.REQUEST_ID) + " | " + content(row, DistillColumns.PROMPT)
                        + " | " + content(row, DistillColumns.COMPLETION)
                        + (weighed
                                ? " | " + row.<Double>getAs(DistillColumns.WEIGHT) + " "
                                        + row.<String>getAs(DistillColumns.OBJECTIVE)
                                : ""))
                .sorted()
                .collect(Collectors.toList());
    }

    private static String content(Row row, String column) {
        return row.<Row>getList(row.fieldIndex(column))
                .get(0)
                .<String>getAs("content")
                .replace("\nEnd with: The answer is <number>.", "");
    }
}
