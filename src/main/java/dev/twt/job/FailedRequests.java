package dev.twt.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import dev.twt.dataset.ResponseColumns;
import dev.twt.generation.GenerationProgress;
import dev.twt.generation.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Row;

/** Why requests of a round failed, in words: a teacher that was asked little is not given up, and would fail unnoticed. */
final class FailedRequests {
    private static final String FAILED = "failed";
    private static final String OFTEN = "often";

    private final RunContext run;

    FailedRequests(RunContext run) {
        this.run = run;
    }

    /** A sentence a teacher that has failed, with what it said most often; reads the ledger if there is one. */
    List<String> words(List<GenerationProgress> teachers) {
        List<GenerationProgress> failed =
                teachers.stream().filter(teacher -> teacher.failed() > 0).toList();
        if (failed.isEmpty()) {
            return List.of();
        }
        List<Row> errors = Ledger.open(run.spark(), run.workspace())
                .rows()
                .where(col(ResponseColumns.OUTCOME).equalTo(FAILED))
                .groupBy(ResponseColumns.TEACHER, ResponseColumns.ERROR)
                .agg(count(lit(1)).as(OFTEN))
                .orderBy(col(OFTEN).desc(), col(ResponseColumns.ERROR))
                .collectAsList();
        List<String> words = new ArrayList<>();
        for (GenerationProgress teacher : failed) {
            String error = errors.stream()
                    .filter(row -> teacher.teacher().equals(row.getString(0)) && !row.isNullAt(1))
                    .map(row -> "; most often: " + row.getString(1))
                    .findFirst()
                    .orElse("");
            words.add(String.format(
                    Locale.ROOT,
                    "%s: %,d of %,d requests failed%s",
                    teacher.teacher(),
                    teacher.failed(),
                    asked(teacher),
                    error));
        }
        return words;
    }

    /** Whether there are failures and nothing else, of this run or one before. */
    static boolean all(List<GenerationProgress> teachers) {
        return teachers.stream().anyMatch(teacher -> teacher.failed() > 0)
                && teachers.stream().allMatch(teacher -> teacher.done() == teacher.failed());
    }

    private static long asked(GenerationProgress teacher) {
        return teacher.answered() + teacher.truncated() + teacher.refused() + teacher.failed();
    }
}
