package dev.twt.evaluation;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_keys;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import dev.twt.config.UserException;
import dev.twt.dataset.EvaluationColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Answers beside the subsets they belong to. A subset is one value of a field of the questions' meta, of {@code task}, of
 * {@code length} (quarters of the questions by their number of words) or of {@code difficulty} (the field of that name, or
 * else by how many of all answers to the question are right).
 */
public final class Subsets {
    /** What the answers are split by; empty for all of them together. */
    static final String BY = "subset_by";
    /** The value of it. */
    static final String VALUE = "subset_value";

    private static final String DIFFICULTY = "difficulty";
    private static final String LENGTH = "length";
    private static final String TASK = "task";
    private static final String RIGHT = "right_share";
    private static final String SUBSET = "subset";
    private static final int SHOWN = 20;

    private Subsets() {}

    /**
     * Every answer once for all together and once for each of {@code by}.
     *
     * @param answers under {@link EvaluationColumns#SCHEMA}
     * @throws UserException naming what there is, if a field stands on no question
     */
    static Dataset<Row> of(Dataset<Row> answers, List<String> by) {
        Set<String> fields = by.isEmpty() ? Set.of() : fields(answers);
        Dataset<Row> rows = answers;
        List<Column> subsets = new ArrayList<>(List.of(subset("", lit(""))));
        for (String name : by) {
            if (fields.contains(name)) {
                subsets.add(subset(name, coalesce(element_at(col(EvaluationColumns.META), name), lit("(none)"))));
            } else if (name.equals(TASK)) {
                subsets.add(subset(name, col(EvaluationColumns.TASK)));
            } else if (name.equals(LENGTH)) {
                subsets.add(subset(name, length(answers)));
            } else if (name.equals(DIFFICULTY)) {
                rows = withShareOfRight(rows);
                subsets.add(subset(name, difficulty()));
            } else {
                throw unknown(name, fields);
            }
        }
        return rows.withColumn(SUBSET, explode(array(subsets.toArray(Column[]::new))))
                .withColumn(BY, col(SUBSET).getField(BY))
                .withColumn(VALUE, col(SUBSET).getField(VALUE))
                .drop(SUBSET);
    }

    private static Column subset(String by, Column value) {
        return struct(lit(by).as(BY), value.as(VALUE));
    }

    private static Set<String> fields(Dataset<Row> answers) {
        Set<String> fields = new TreeSet<>();
        answers.select(explode(map_keys(col(EvaluationColumns.META))).as(BY))
                .distinct()
                .collectAsList()
                .forEach(row -> fields.add(row.getString(0)));
        return fields;
    }

    private static UserException unknown(String name, Set<String> fields) {
        String there = fields.isEmpty()
                ? "the questions have no field meta"
                : "their meta has "
                        + String.join(", ", fields.stream().limit(SHOWN).toList());
        return new UserException(
                "evaluate.by",
                "no question has " + name + ": " + there,
                "Name a field of meta, or task, difficulty or length");
    }

    /** The longest question of a quarter says its name. */
    private static Column length(Dataset<Row> answers) {
        Column words = size(split(trim(col(EvaluationColumns.QUESTION)), "\\s+"));
        Row quarters = answers.select(col(EvaluationColumns.QUESTION_ID), words.as(LENGTH))
                .distinct()
                .agg(expr("percentile(" + LENGTH + ", array(0.25, 0.5, 0.75))"))
                .first();
        List<Double> bounds = quarters.getList(0);
        Column quarter = lit("4: longest");
        String[] names = {"1: shortest", "2", "3"};
        for (int i = names.length - 1; i >= 0; i--) {
            int most = bounds.get(i).intValue();
            quarter =
                    when(words.leq(most), names[i] + " (to " + most + " words)").otherwise(quarter);
        }
        return quarter;
    }

    private static Dataset<Row> withShareOfRight(Dataset<Row> answers) {
        Dataset<Row> shares = answers.groupBy(EvaluationColumns.QUESTION_ID)
                .agg(avg(col(EvaluationColumns.CORRECT).cast("double")).as(RIGHT));
        return answers.join(shares, new String[] {EvaluationColumns.QUESTION_ID});
    }

    private static Column difficulty() {
        return when(col(RIGHT).equalTo(1), "1: all right")
                .when(col(RIGHT).gt(0), "2: some right")
                .otherwise("3: none right");
    }
}
