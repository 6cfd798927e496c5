package dev.twt.dataset;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.map_from_entries;

import dev.twt.config.EvaluationSet;
import dev.twt.config.QuestionsConfig;
import dev.twt.config.TaskConfig;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Reads questions from the user's files. */
public final class Questions {
    private Questions() {}

    /**
     * Reads the files of a config.
     *
     * @throws dev.twt.config.UserException if a path is absent or empty, or a field path is none
     */
    public static QuestionSet read(SparkSession spark, QuestionsConfig config, TaskConfig task) {
        return QuestionFiles.find(spark, config, task).read();
    }

    /**
     * Reads the files of another block of the same form.
     *
     * @param block its name, for messages
     * @throws dev.twt.config.UserException as {@link #read(SparkSession, QuestionsConfig, TaskConfig)}
     */
    public static QuestionSet read(SparkSession spark, QuestionsConfig config, TaskConfig task, String block) {
        return QuestionFiles.find(spark, config, task, block, ".paths").read();
    }

    /**
     * Reads the questions of an evaluation set.
     *
     * @throws dev.twt.config.UserException if its path is absent or empty, or a field path is none
     */
    public static QuestionSet read(SparkSession spark, EvaluationSet set, TaskConfig task) {
        QuestionsConfig config = new QuestionsConfig(List.of(set.path()), set.format(), set.fields(), 0, "");
        return QuestionFiles.find(spark, config, task, "decontaminate.sets (" + set.name() + ")", ".path")
                .read();
    }

    /**
     * Reads questions out of rows that are there already.
     *
     * @param raw rows under {@link RawRows#SCHEMA}
     * @param source what to call them in messages
     */
    public static QuestionSet of(Dataset<Row> raw, QuestionsConfig config, TaskConfig task, String source) {
        Dataset<Row> parsed = raw.map(new QuestionParser(config, task), Encoders.row(QuestionParser.SCHEMA))
                .withColumn(QuestionColumns.META, map_from_entries(col(QuestionColumns.META)));
        return QuestionSet.of(parsed, config.limit(), source);
    }

    /** The stored questions of a workspace under {@link QuestionColumns#SCHEMA}, in no order. */
    public static Dataset<Row> stored(SparkSession spark, Workspace workspace) {
        workspace.requireStep("questions", workspace.questions(), "Run generate or import first");
        Dataset<Row> table = spark.read().parquet(workspace.questions());
        return Columns.require(table, workspace.questions(), QuestionColumns.SCHEMA.fieldNames())
                .select(List.of(QuestionColumns.SCHEMA.fieldNames()).stream()
                        .map(name -> col(name))
                        .toArray(Column[]::new));
    }
}
