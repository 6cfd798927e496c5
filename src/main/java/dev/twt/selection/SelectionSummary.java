package dev.twt.selection;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.when;

import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.ScoredColumns;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What selection did, small enough for a screen and for the data set's card.
 *
 * @param candidates rows looked at
 * @param kept rows kept
 * @param questions questions with at least one candidate
 * @param questionsCovered questions with at least one kept row
 * @param meanPairSimilarity mean cosine of the kept pairs, empty where there is none
 * @param rejected rows by reason of rejection, in the order of the names
 * @param qualityFrom candidates that have a quality, by the scores it was made from
 * @param teachers one for each teacher, in the order of their names
 */
public record SelectionSummary(
        long candidates,
        long kept,
        long questions,
        long questionsCovered,
        OptionalDouble meanPairSimilarity,
        Map<String, Long> rejected,
        Map<String, Long> qualityFrom,
        List<TeacherCount> teachers) {

    /**
     * One teacher's share.
     *
     * @param candidates its rows
     * @param kept of these, kept
     */
    public record TeacherCount(String teacher, long candidates, long kept) {}

    /** Looks at scored rows: two aggregations run on the cluster. */
    public static SelectionSummary of(Dataset<Row> scored) {
        List<Group> groups = groups(scored);
        Row questions = questions(scored);
        return new SelectionSummary(
                total(groups),
                total(groups.stream().filter(Group::kept).toList()),
                questions.getLong(0),
                questions.getLong(1),
                questions.isNullAt(2) ? OptionalDouble.empty() : OptionalDouble.of(questions.getDouble(2)),
                rowsBy(groups, Group::reason),
                rowsBy(groups, Group::qualityFrom),
                teachers(groups));
    }

    private static List<Group> groups(Dataset<Row> scored) {
        return scored
                .groupBy(ResponseColumns.TEACHER, ScoredColumns.REJECTED_BY, ScoredColumns.QUALITY_FROM)
                .agg(count(lit(1)))
                .collectAsList()
                .stream()
                .map(row -> new Group(
                        row.getString(0),
                        row.isNullAt(1) ? "" : row.getString(1),
                        row.isNullAt(2) ? "" : row.getString(2),
                        row.getLong(3)))
                .toList();
    }

    private static Row questions(Dataset<Row> scored) {
        Column similarity = max(ScoredColumns.PAIR_SIMILARITY).as("similarity");
        Column kept = count(when(col(ScoredColumns.KEPT), 1)).as("kept");
        return scored.groupBy(ResponseColumns.QUESTION_ID)
                .agg(kept, similarity)
                .agg(count(lit(1)), count(when(col("kept").gt(0), 1)), avg(col("similarity")))
                .first();
    }

    private static long total(List<Group> groups) {
        return groups.stream().mapToLong(Group::rows).sum();
    }

    private static Map<String, Long> rowsBy(List<Group> groups, Function<Group, String> name) {
        return groups.stream()
                .filter(group -> !name.apply(group).isEmpty())
                .collect(Collectors.groupingBy(name, TreeMap::new, Collectors.summingLong(Group::rows)));
    }

    private static List<TeacherCount> teachers(List<Group> groups) {
        return groups.stream()
                .collect(Collectors.groupingBy(Group::teacher, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(teacher -> teacher(teacher.getKey(), teacher.getValue()))
                .toList();
    }

    private static TeacherCount teacher(String name, List<Group> groups) {
        return new TeacherCount(
                name, total(groups), total(groups.stream().filter(Group::kept).toList()));
    }

    private record Group(String teacher, String reason, String qualityFrom, long rows) {
        boolean kept() {
            return reason.isEmpty();
        }
    }
}
