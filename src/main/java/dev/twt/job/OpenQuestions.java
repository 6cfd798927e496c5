package dev.twt.job;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.twt.config.SelectionConfig;
import dev.twt.config.UserException;
import dev.twt.dataset.QuestionColumns;
import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.StorageProblems;
import dev.twt.generation.Ledger;
import dev.twt.selection.Selection;
import dev.twt.task.Tasks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/**
 * The questions that have fewer than k good answers by the run's rule of selection. What is open before a round is decided
 * by the ledger's rows of earlier rounds alone, so that a run that was killed asks the same questions when it goes on.
 */
final class OpenQuestions {
    private final RunContext run;
    private final SelectionConfig rule;
    private final Dataset<Row> questions;
    private final Map<Integer, Long> counted = new HashMap<>();

    /**
     * Nothing runs yet.
     *
     * @param questions that teachers may be asked
     */
    OpenQuestions(RunContext run, Dataset<Row> questions) {
        this.run = run;
        this.rule = run.config().selection();
        this.questions = questions;
    }

    /** Good answers that a question needs. */
    int enough() {
        return rule.diversity().k();
    }

    /**
     * Sees that the rule can be applied before money is spent on what it shall decide.
     *
     * @throws UserException if programs would have to be run and may not be
     */
    void check() {
        if (rule.verifies()
                && run.config().code().sandbox().equals("off")
                && !questions
                        .where(col(QuestionColumns.TASK).equalTo(Tasks.CODE))
                        .isEmpty()) {
            throw new UserException(
                    "code.sandbox",
                    "it is off, so programs cannot be verified, and further rounds ask by what is verified",
                    "Say auto, set rounds.most = 1, or take a rule of selection that does not verify");
        }
    }

    /**
     * Writes down what is open before a round, in place of what was written earlier.
     *
     * @return the questions as they are asked; their number is {@link #count}
     */
    Dataset<Row> write(int round) {
        String folder = run.workspace().round(round);
        try {
            before(round).coalesce(1).write().mode(SaveMode.Overwrite).parquet(folder);
            Dataset<Row> written = run.spark().read().parquet(folder);
            counted.put(round, written.count());
            return questions.join(written, new String[] {QuestionColumns.QUESTION_ID}, "left_semi");
        } catch (Exception e) {
            // Spark throws checked exceptions that no signature names.
            throw StorageProblems.explain(e, folder);
        }
    }

    /** How many are open before a round; asked again, the same number. */
    long count(int round) {
        return counted.computeIfAbsent(round, r -> before(r).count());
    }

    /** How many may be asked at all. */
    long all() {
        return counted.computeIfAbsent(0, none -> questions.count());
    }

    private Dataset<Row> before(int round) {
        Dataset<Row> answers = Ledger.open(run.spark(), run.workspace())
                .rationales()
                .where(col(ResponseColumns.ROUND).lt(round));
        Dataset<Row> judged =
                Candidates.judged(answers, run.config(), List.of(rule), run.spark(), run.workspace(), run.console());
        TeacherRecord teachers = new TeacherRecord(judged, Candidates.weights(run.config()));
        Dataset<Row> accepted =
                Selection.accepted(judged, rule, teachers.of(rule, questions), Candidates.gold(rule, questions));
        return questions
                .select(QuestionColumns.QUESTION_ID)
                .join(accepted, new String[] {QuestionColumns.QUESTION_ID}, "left")
                .withColumn(Selection.ACCEPTED, coalesce(col(Selection.ACCEPTED), lit(0L)))
                .where(col(Selection.ACCEPTED).lt(enough()));
    }
}
