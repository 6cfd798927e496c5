package dev.twt.job;

import static org.apache.spark.sql.functions.col;

import dev.twt.config.EffectiveConfig;
import dev.twt.config.RunConfigs;
import dev.twt.config.SelectionConfig;
import dev.twt.config.UserException;
import dev.twt.dataset.GoldAnswers;
import dev.twt.dataset.QuestionColumns;
import dev.twt.dataset.Questions;
import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.ScoredColumns;
import dev.twt.dataset.Workspace;
import dev.twt.selection.SweepPoint;
import dev.twt.selection.overlap.Exclusion;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Tries values of a key of selection on the recorded answers. The set that was selected stays as it is. */
final class SweepStep {
    private final EffectiveConfig config;
    private final SparkSession spark;
    private final Workspace workspace;
    private final Console console;

    SweepStep(EffectiveConfig config, SparkSession spark, Workspace workspace, Console console) {
        this.config = config;
        this.spark = spark;
        this.workspace = workspace;
        this.console = console;
    }

    void run(Sweep sweep) {
        Map<String, SweepPoint> points = points(sweep);
        console.say(new SweepScreen(sweep.key()).of(points));
        console.say(new SweepFiles(workspace, sweep.key()).write(points));
    }

    /** What each value would keep, in the order of the values. */
    Map<String, SweepPoint> points(Sweep sweep) {
        Map<String, SelectionConfig> settings = settings(sweep);
        Dataset<Row> questions = Questions.stored(spark, workspace);
        Dataset<Row> gold = GoldAnswers.canonical(questions)
                .dropDuplicates(QuestionColumns.QUESTION_ID)
                .cache();
        Map<String, SweepPoint> points = new LinkedHashMap<>();
        try (Candidates candidates = Candidates.of(config.run(), settings.values(), spark, workspace, console)) {
            settings.forEach((value, selection) -> {
                points.put(value, SweepPoint.of(left(candidates.scored(selection, questions)), gold));
                progress(points.size(), settings.size());
            });
        } finally {
            gold.unpersist();
        }
        return points;
    }

    /** Without the questions that the last selection left out because of what they are, whatever their answers. */
    private Dataset<Row> left(Dataset<Row> scored) {
        if (!workspace.has(workspace.scored())) {
            return scored;
        }
        Dataset<Row> out = spark.read()
                .parquet(workspace.scored())
                .where(col(ScoredColumns.REJECTED_BY).isin(Exclusion.CONTAMINATED, Exclusion.NEAR_DUPLICATE))
                .select(ResponseColumns.QUESTION_ID)
                .distinct();
        return scored.join(out, new String[] {ResponseColumns.QUESTION_ID}, "left_anti");
    }

    private void progress(int done, int all) {
        if (!console.quiet()) {
            console.say(String.format("tried %d of %d values", done, all));
        }
    }

    /** Read as the configuration reads them, so that a value it would refuse is refused here in the same words. */
    private Map<String, SelectionConfig> settings(Sweep sweep) {
        Map<String, SelectionConfig> settings = new LinkedHashMap<>();
        for (String value : sweep.values()) {
            Map<String, String> overrides = new LinkedHashMap<>(config.overrides());
            overrides.remove(sweep.key());
            overrides.put(sweep.key(), value);
            settings.put(value, RunConfigs.read(config.file(), overrides).selection());
        }
        if (settings.values().stream().distinct().count() == 1) {
            throw new UserException(
                    "--sweep " + sweep.key(), "no value of it changes the selection", "Name a key of selection");
        }
        return settings;
    }
}
