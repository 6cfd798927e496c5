package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.config.RunConfigs;
import dev.twt.config.UserException;
import dev.twt.dataset.EvaluationColumns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Looks at one workspace: three questions, two teachers, five of six answers kept; then two answerers evaluated. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwtWorkspaceTest extends ReplayedRun {
    private static final int QUESTIONS = 12;

    private TwtWorkspace run;

    @BeforeAll
    void runAll(@TempDir Path place) throws IOException {
        writeRun(place);
        pipeline().generate();
        pipeline().select();
        spark.createDataFrame(
                        Stream.concat(answers("a", 9, 3), answers("b", 2, 20)).toList(), EvaluationColumns.SCHEMA)
                .write()
                .partitionBy(EvaluationColumns.ANSWERER)
                .parquet(workspace("evaluations/answers").toString());
        run = TwtWorkspace.open(spark, folder.resolve("workspace").toString());
    }

    /** The first questions are right. */
    private static Stream<Row> answers(String answerer, int right, int tokens) {
        return IntStream.range(0, QUESTIONS)
                .mapToObj(i -> RowFactory.create(
                        "m",
                        "q" + i,
                        "Is it " + i + "?",
                        "math",
                        null,
                        0,
                        answerer + i,
                        "answered",
                        i < right ? "1" : "2",
                        "1",
                        i < right,
                        null,
                        tokens,
                        0.5,
                        null,
                        answerer));
    }

    @Test
    void shouldShowWhatTheRunLeft() {
        run.createViews();
        assertThat(run.root()).endsWith("/workspace");
        assertThat(spark.sql("select count(*) from responses r join questions q on r.question_id = q.question_id")
                        .first()
                        .getLong(0))
                .isEqualTo(6);
        assertThat(spark.table("scored").where("kept").count()).isEqualTo(5);
        assertThat(spark.table("answers").where("correct").count()).isEqualTo(11);
    }

    @Test
    void shouldSayWhyCandidatesAreNotInTheSet() {
        assertThat(run.rejections().collectAsList())
                .extracting(Row::toString)
                .containsExactly(
                        "[kept,in the distillation set,5," + 5 / 6.0 + "]",
                        "[quality,quality is not above the threshold,1," + 1 / 6.0 + "]");
        assertThat(run.explain("q2")).contains("What is 9 - 1?", "quick", "quality is not above");
    }

    @Test
    void shouldSweepWithoutLeavingAnything() throws IOException {
        List<Path> before = files();
        Swept swept = run.sweep("quality.threshold=0.3..0.98/3");

        assertThat(swept.key()).isEqualTo("selection.quality.threshold");
        assertThat(swept.points()
                        .selectExpr("value", "accepted", "kept", "covered", "kept_right")
                        .collectAsList())
                .extracting(Row::toString)
                .containsExactly("[0.3,6,6,3,null]", "[0.64,5,5,3,null]", "[0.98,3,3,3,null]");
        assertThat(swept.picture().zeppelin()).startsWith("%html <img src=\"data:image/png;base64,iVBOR");
        assertThat(files()).isEqualTo(before);
        assertThatThrownBy(() -> run.sweep("quality.threshold=0.5..1.5")).isInstanceOf(UserException.class);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("workspace"))) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("/embeddings/"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void shouldCompareThoseWhoWereEvaluated() {
        assertThat(run.metrics()
                        .selectExpr("answerer", "questions", "accuracy", "tokens", "truncated", "usd_per_thousand")
                        .collectAsList())
                .extracting(Row::toString)
                .containsExactly("[a,12,0.75,3.0,0,null]", "[b,12," + 2 / 12.0 + ",20.0,0,null]");
        Row pair = run.comparisons().first();
        assertThat(pair.<Long>getAs("only_first")).isEqualTo(7);
        assertThat(pair.<String>getAs("better")).isEqualTo("a");
        assertThat(run.comparisons("b", "a").first().<Double>getAs("difference"))
                .isEqualTo(-pair.<Double>getAs("difference"));
        assertThat(run.flips("a", "b", 4).collectAsList())
                .hasSize(4)
                .allMatch(row -> row.<String>getAs("right").equals("a")
                        && row.<String>getAs("first").equals("1"));
        assertThat(run.accuracyPicture().png()).isPresent();
    }

    @Test
    void shouldOpenWhatAConfigurationNames() {
        assertThat(TwtWorkspace.open(spark, RunConfigs.effective(folder.resolve("run.conf"), Map.of()))
                        .root())
                .isEqualTo(run.root());
    }

    @Test
    void shouldSayWhatIsMissing(@TempDir Path empty) {
        assertThatThrownBy(() -> TwtWorkspace.open(spark, empty.toString()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("no run.json");
        assertThatThrownBy(() -> TwtWorkspace.open(spark, empty.resolve("none").toString()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("there is no such folder");
        Map<String, String> elsewhere = Map.of("workspace", empty.toString());
        TwtWorkspace nothing = TwtWorkspace.open(spark, RunConfigs.effective(folder.resolve("run.conf"), elsewhere));
        assertThatThrownBy(nothing::scored).isInstanceOf(UserException.class).hasMessageContaining("Run select first");
        assertThatThrownBy(nothing::metrics)
                .isInstanceOf(UserException.class)
                .hasMessageContaining("Run evaluate first");
    }
}
