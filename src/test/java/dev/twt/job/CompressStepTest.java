package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twt.config.StoppedEarly;
import dev.twt.config.UserException;
import dev.twt.dataset.DistillColumns;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** The step compress; its rarer turns stand in {@link CompressStepIT}. */
class CompressStepTest extends CompressRun {
    @Test
    void shouldRewriteJudgeAndWriteTheStage() throws IOException {
        select();
        pipeline().compress();

        assertThat(api.rests()).containsExactly(0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3);
        assertThat(api.rewrites()).allMatch(prompt -> prompt.contains("<solution>\nLet us think, says ada"));
        assertThat(read("compressed", "try", "verdict", "taken"))
                .containsExactly(
                        "1 accepted true",
                        "1 accepted true",
                        "1 other-answer false",
                        "1 other-answer false",
                        "1 over-budget false",
                        "1 over-budget false",
                        "1 over-budget true",
                        "1 over-budget true",
                        "2 accepted true",
                        "2 accepted true",
                        "2 other-answer false",
                        "2 other-answer false",
                        "2 over-budget false",
                        "2 over-budget false");
        List<Row> set = spark.read()
                .parquet(workspace("distill/stage=compressed").toString())
                .orderBy("question_id")
                .collectAsList();
        assertThat(set).hasSize(6);
        assertThat(set.get(0).schema())
                .isEqualTo(spark.read()
                        .parquet(workspace("distill/stage=full").toString())
                        .schema());
        Row first = set.stream()
                .filter(row -> row.getAs("question_id").equals("q4"))
                .findFirst()
                .orElseThrow();
        assertThat(first.<Row>getList(first.fieldIndex(DistillColumns.COMPLETION))
                        .get(0)
                        .getString(1))
                .isEqualTo("4 + 1 = 5.\nThe answer is 5.");
        assertThat(first.<Row>getList(first.fieldIndex(DistillColumns.PROMPT))
                        .get(0)
                        .getString(1))
                .startsWith("Question: What is 4 + 1");
        assertThat(spark.read()
                        .parquet(workspace("distill/stage=compressed").toString())
                        .join(
                                spark.read()
                                        .parquet(workspace("responses").toString())
                                        .where("purpose = 'compressed'"),
                                "request_id")
                        .count())
                .as("lineage of the rewrites")
                .isEqualTo(6);
        assertThat(spark.read()
                        .parquet(workspace("compressed").toString())
                        .where("taken")
                        .selectExpr("original_request_id as request_id")
                        .join(
                                spark.read()
                                        .parquet(workspace("distill/stage=full").toString()),
                                "request_id")
                        .count())
                .as("lineage of the originals")
                .isEqualTo(6);
        JsonNode stage = figures().at("/stages/compressed");
        assertThat(stage.at("/rationales").asInt()).isEqualTo(8);
        assertThat(stage.at("/shortened").asInt()).isEqualTo(4);
        assertThat(stage.at("/firstTry").asInt()).isEqualTo(2);
        assertThat(stage.at("/tooLong").asInt()).isEqualTo(2);
        assertThat(stage.at("/dropped").asInt()).isEqualTo(2);
        assertThat(said.text())
                .contains("Try 1 of 2: 8 rationales to rewrite")
                .contains("Try 2 of 2: 6 rationales to rewrite")
                .containsPattern("compressed +0.50 +8 +4 +2 +2 +0 +2")
                .containsPattern("compressed: \\d+ tokens of rationales became \\d+")
                .contains("tries that were rejected: other-answer 4, over-budget 6");
        assertThat(workspace("distill/README.md"))
                .content()
                .contains("| compressed | 6 |")
                .contains("| full | 8 |")
                .contains("data_files: stage=compressed/*.parquet")
                .contains("made shorter by teacher to 0.5 of their tokens");
    }

    @Test
    void shouldGoOnAfterAStopAndBuyNothingTwice() {
        select();
        Pipeline first = pipeline();
        AtomicInteger arrived = new AtomicInteger();
        server.from((request, exchange) -> {
            if (arrived.incrementAndGet() == 3) {
                first.stop();
            }
            api.serve(request, exchange);
        });
        assertThatThrownBy(first::compress).isInstanceOf(StoppedEarly.class).hasMessageContaining("you asked for it");
        int recorded = Math.toIntExact(spark.read()
                .parquet(workspace("responses").toString())
                .where("purpose = 'compressed'")
                .count());
        assertThat(recorded)
                .as("the first try has eight, the second is not begun")
                .isBetween(2, 8);
        assertThat(workspace("distill/stage=compressed")).doesNotExist();

        server.from(api);
        api.forget();
        pipeline().compress();
        assertThat(api.rewrites()).hasSize(14 - recorded);
        assertThat(api.asked()).isEmpty();
        assertThat(read("distill/stage=compressed", "question_id")).hasSize(6);
    }

    @Test
    void shouldHoldTheBudgetOfTheWorkspace() {
        select();

        assertThatThrownBy(() -> pipeline("budget.usd", "0.0098").compress())
                .isInstanceOf(StoppedEarly.class)
                .hasMessageContaining("budget");
        assertThat(api.rewrites()).hasSizeBetween(1, 13);
    }

    @Test
    void shouldAskNobodyWhereSentencesAreKept() {
        select();
        pipeline("compress.by", "sentences").compress();
        assertThat(read("distill/stage=compressed", "question_id", "completion[0].content"))
                .hasSize(8)
                .contains("q4 Counting on gives 4 + 1 = 5, as one finds. So we have come to 5 in the end.\nThe answer"
                        + " is 5.");
        pipeline("compress.by", "sentences", "compress.budgets", "[0.8]").compress();
        assertThat(read("distill/stage=compressed", "completion[0].content"))
                .allMatch(text -> text.startsWith("We have the number"));
        pipeline("compress.by", "steps", "compress.budgets", "[0.8]").compress();
        assertThat(read("distill/stage=compressed", "question_id", "completion[0].content"))
                .contains("q4 Counting on gives 4 + 1 = 5, as one finds. So we have come to 5 in the end.\nThe answer"
                        + " is 5.");
        assertThat(api.rewrites()).isEmpty();
        assertThat(read("compressed", "by", "teacher")).allMatch("steps ada"::equals);
    }

    @Test
    void shouldSayWhatIsMissing() {
        assertThatThrownBy(() -> pipeline("compress.budgets", "[]").compress())
                .isInstanceOf(UserException.class)
                .hasMessageContaining("compress.budgets");
        assertThatThrownBy(() -> pipeline().compress())
                .isInstanceOf(UserException.class)
                .hasMessageContaining("Run select first");
        select();
        assertThatThrownBy(() -> pipeline("compress.student", "auto").compress())
                .isInstanceOf(UserException.class)
                .hasMessageContaining("students/student/full/model")
                .hasMessageContaining("compress.student = none");
        assertThatThrownBy(() -> pipeline("compress.student", folder.toString()).compress())
                .as("a folder that is no model")
                .isInstanceOf(UserException.class);
        assertThat(api.rewrites()).isEmpty();
    }

    @Test
    void shouldNotBeginARunThatWillHaveNoStudent() {
        assertThatThrownBy(() -> pipeline("compress.student", "auto").run())
                .isInstanceOf(UserException.class)
                .hasMessageContaining("compress.student = none");
        assertThatThrownBy(() -> pipeline("compress.student", "auto", "train.command", "[sh]", "train.stages", "[free]")
                        .run())
                .hasMessageContaining("train.stages");
        assertThat(api.asked()).isEmpty();
    }
}
