package dev.twt.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;

import dev.twt.config.TeacherConfig;
import dev.twt.dataset.QuestionColumns;
import dev.twt.dataset.ResponseColumns;
import dev.twt.generation.PlanColumns;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What is open of one teacher, as it is sent: samples of one question together, as many as the teacher takes.
 *
 * @param samples open rows of the plan
 * @param sent requests they go in
 * @param promptCharacters of what is sent
 */
record OpenRequests(long samples, long sent, long promptCharacters) {
    private static final OpenRequests NONE = new OpenRequests(0, 0, 0);

    /** By teacher, every one of them. */
    static Map<String, OpenRequests> of(Dataset<Row> open, List<TeacherConfig> teachers) {
        String samples = "samples_open";
        Map<String, OpenRequests> left = new HashMap<>();
        teachers.forEach(teacher -> left.put(teacher.name(), NONE));
        open.groupBy(ResponseColumns.TEACHER, QuestionColumns.QUESTION_ID)
                .agg(
                        count(lit(1)).as(samples),
                        max(PlanColumns.PROMPT_CHARACTERS).as(PlanColumns.PROMPT_CHARACTERS))
                .groupBy(col(ResponseColumns.TEACHER), col(samples))
                .agg(count(lit(1)), sum(PlanColumns.PROMPT_CHARACTERS))
                .collectAsList()
                .forEach(row -> teachers.stream()
                        .filter(teacher -> teacher.name().equals(row.getString(0)))
                        .forEach(teacher -> left.merge(
                                teacher.name(),
                                of(teacher, row.getLong(1), row.getLong(2), row.getLong(3)),
                                OpenRequests::plus)));
        return left;
    }

    /** Of questions of which each has so many open samples. */
    private static OpenRequests of(TeacherConfig teacher, long samples, long questions, long characters) {
        long requests = (samples + teacher.samplesARequest() - 1) / teacher.samplesARequest();
        return new OpenRequests(samples * questions, requests * questions, requests * characters);
    }

    private OpenRequests plus(OpenRequests more) {
        return new OpenRequests(samples + more.samples, sent + more.sent, promptCharacters + more.promptCharacters);
    }
}
