package dev.twt.job;

import static org.apache.spark.sql.functions.col;

import dev.twt.config.RunConfig;
import dev.twt.config.UserException;
import dev.twt.dataset.QuestionColumns;
import dev.twt.dataset.Questions;
import dev.twt.dataset.RunRecord;
import dev.twt.dataset.Workspace;
import dev.twt.selection.ScoredCandidate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Looks at what the last selection made of one question. */
final class ExplainStep {
    private static final int IDS_SHOWN = 5;

    private final RunConfig config;
    private final SparkSession spark;
    private final Workspace workspace;
    private final Console console;

    ExplainStep(RunConfig config, SparkSession spark, Workspace workspace, Console console) {
        this.config = config;
        this.spark = spark;
        this.workspace = workspace;
        this.console = console;
    }

    void run(String questionId) {
        workspace.requireStep("scored answers", workspace.scored(), "Run select first");
        Row question = question(questionId);
        List<ScoredCandidate> candidates = ScoredCandidate.of(spark.read().parquet(workspace.scored()), questionId);
        console.say(new ExplainScreen(rule()).of(question, candidates));
        if (!rule().equals(new SelectionRule(config.selection()).words())) {
            console.note("The configuration now says another rule: " + new SelectionRule(config.selection()).words()
                    + ". Run select to have its scores.");
        }
    }

    private Row question(String questionId) {
        Dataset<Row> questions = Questions.stored(spark, workspace);
        List<Row> found = questions
                .where(col(QuestionColumns.QUESTION_ID).equalTo(questionId))
                .limit(1)
                .collectAsList();
        if (found.isEmpty()) {
            String some = questions
                    .select(QuestionColumns.QUESTION_ID)
                    .orderBy(QuestionColumns.QUESTION_ID)
                    .limit(IDS_SHOWN)
                    .collectAsList()
                    .stream()
                    .map(row -> row.getString(0))
                    .collect(Collectors.joining(", "));
            throw new UserException(
                    "--explain " + questionId,
                    "the workspace has no question of that id; it has " + some + ", ...",
                    "Take a question_id of " + workspace.questions());
        }
        return found.get(0);
    }

    /** The rule that the scores were made by; a workspace of an earlier version does not say it. */
    private String rule() {
        return workspace
                .record()
                .map(RunRecord::steps)
                .flatMap(steps -> Optional.ofNullable(steps.get("select")))
                .map(step -> step.figures().get(SelectStep.RULE))
                .map(String::valueOf)
                .orElseGet(() -> new SelectionRule(config.selection()).words());
    }
}
