package dev.twt.evaluation;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_from_entries;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.try_element_at;

import dev.twt.dataset.EvaluationColumns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The questions of every two answerers, counted by how they went. All pairs are counted by one query: a grid of students makes
 * thousands of them. Questions are the same if identity and text are. Of several samples the share of right ones counts, and the
 * first one where right or wrong is wanted.
 */
final class PairedCounts {
    private static final String SHARE = "share";
    private static final String RIGHT = "right";
    private static final String EACH = "each";
    private static final String FIRST = "first";
    private static final String SECOND = "second";
    private static final String ONE = "one";
    private static final String OTHER = "other";
    private static final String QUESTIONS = "questions";
    private static final StructType PAIR =
            new StructType().add(FIRST, DataTypes.IntegerType).add(SECOND, DataTypes.IntegerType);

    private final List<String> answerers;
    private final Map<String, List<Alike>> counts = new HashMap<>();

    private PairedCounts(List<String> answerers) {
        this.answerers = answerers;
    }

    /**
     * Questions that went alike.
     *
     * @param firstShare of the first one's answers that are right; null where it was not asked
     * @param secondShare the same of the second one
     * @param firstRight whether its first sample is; null where it was not asked
     * @param secondRight the same of the second one
     * @param questions how many
     */
    record Alike(Double firstShare, Double secondShare, Boolean firstRight, Boolean secondRight, long questions) {
        boolean both() {
            return firstShare != null && secondShare != null;
        }
    }

    /** @param answerers whose pairs are counted, in their order */
    static PairedCounts of(Dataset<Row> answers, List<String> answerers) {
        PairedCounts counted = new PairedCounts(List.copyOf(answerers));
        counted.query(answers)
                .collectAsList()
                .forEach(row -> counted.counts
                        .computeIfAbsent(key(row.getInt(0), row.getInt(1)), pair -> new ArrayList<>())
                        .add(new Alike(row.getAs(2), row.getAs(3), row.getAs(4), row.getAs(5), row.getLong(6))));
        return counted;
    }

    /** Of two answerers, the one that was named before the other first; empty where neither was asked anything. */
    List<Alike> of(String first, String second) {
        return counts.getOrDefault(key(answerers.indexOf(first), answerers.indexOf(second)), List.of());
    }

    private static String key(int first, int second) {
        return first + " " + second;
    }

    private Dataset<Row> query(Dataset<Row> answers) {
        Column one = col(ONE);
        Column other = col(OTHER);
        return byQuestion(answers)
                .crossJoin(broadcast(pairs(answers)))
                .select(
                        col(FIRST),
                        col(SECOND),
                        get(col(EACH), col(FIRST)).as(ONE),
                        get(col(EACH), col(SECOND)).as(OTHER))
                .where(one.isNotNull().or(other.isNotNull()))
                .groupBy(
                        col(FIRST),
                        col(SECOND),
                        one.getField(SHARE),
                        other.getField(SHARE),
                        one.getField(RIGHT),
                        other.getField(RIGHT))
                .agg(count(lit(1)).as(QUESTIONS));
    }

    private Dataset<Row> pairs(Dataset<Row> answers) {
        List<Row> pairs = new ArrayList<>();
        for (int i = 0; i < answerers.size(); i++) {
            for (int j = i + 1; j < answerers.size(); j++) {
                pairs.add(RowFactory.create(i, j));
            }
        }
        return answers.sparkSession().createDataFrame(pairs, PAIR);
    }

    /** A row a question: what came of each answerer, in their order, null where it was not asked. */
    private Dataset<Row> byQuestion(Dataset<Row> answers) {
        Column question = col(EvaluationColumns.QUESTION_ID);
        Column text = col(EvaluationColumns.QUESTION);
        Column answerer = col(EvaluationColumns.ANSWERER);
        return answers.where(answerer.isInCollection(answerers))
                .groupBy(question, text, answerer)
                .agg(
                        avg(col(EvaluationColumns.CORRECT).cast("double")).as(SHARE),
                        min_by(col(EvaluationColumns.CORRECT), col(EvaluationColumns.SAMPLE))
                                .as(RIGHT))
                .groupBy(question, text)
                .agg(map_from_entries(collect_list(struct(answerer, struct(SHARE, RIGHT))))
                        .as(EACH))
                .select(array(answerers.stream()
                                .map(name -> try_element_at(col(EACH), lit(name)))
                                .toArray(Column[]::new))
                        .as(EACH));
    }
}
