package dev.twt.selection;

import static dev.twt.testing.Candidates.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.twt.config.DiversityConfig;
import dev.twt.config.QualityConfig;
import dev.twt.config.SelectionConfig;
import dev.twt.config.UserException;
import dev.twt.testing.Candidates;
import dev.twt.testing.SelectionSpark;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SelectionSpark.class)
class SelectionTest {
    private static SparkSession spark;

    @BeforeAll
    static void session(SparkSession session) {
        spark = session;
    }

    @Test
    void shouldKeepTheLeastSimilarPairOfThoseAboveTheThreshold() {
        Dataset<Row> scored = score(
                new Candidates()
                        .add("q", "t1", "a", "embedding", vector(1, 0, 0))
                        .add("q", "t2", "b", "embedding", vector(1, 1, 0))
                        .add("q", "t3", "c", "embedding", vector(1, 2, 0))
                        .add("q", "t4", "d", "embedding", vector(-1, 0, 0), "stated_confidence", 0.95),
                Configs.paper());
        assertThat(reasons(scored))
                .containsOnly(entry("a", null), entry("b", "diversity"), entry("c", null), entry("d", "quality"));
        assertThat(Candidates.byRequest(scored, "kept"))
                .containsOnly(entry("a", true), entry("b", false), entry("c", true), entry("d", false));
        Map<String, Object> similarity = Candidates.byRequest(scored, "pair_similarity");
        assertThat((double) similarity.get("a")).isCloseTo(1 / Math.sqrt(5), Offset.offset(1e-9));
        assertThat(similarity).containsEntry("c", similarity.get("a")).containsEntry("b", null);
    }

    @Test
    void shouldSayWhyEachCandidateWasRejected() {
        Dataset<Row> scored = score(
                new Candidates()
                        .add("q", "t1", "a")
                        .add("q", "t2", "b")
                        .add("q", "t1", "cut", "outcome", "truncated")
                        .add("q", "t1", "refused", "outcome", "refused", "answer", null)
                        .add("q", "t1", "failed", "outcome", "failed", "rationale", null, "stated_confidence", null)
                        .add("q", "t1", "empty", "answer", "")
                        .add("q", "t1", "no-answer", "answer", null)
                        .add("q", "t1", "blank", "rationale", " \n\t ")
                        .add("q", "t1", "unsure", "stated_confidence", null)
                        .add("q", "t1", "beyond-one", "stated_confidence", 95.0)
                        .add("q", "t1", "no-number", "stated_confidence", Double.NaN)
                        .add("q", "t1", "low", "stated_confidence", 0.5)
                        .add("q", "t1", "no-vector", "embedding", null)
                        .add("q", "t1", "zero", "embedding", vector(0, 0))
                        .add("q", "t1", "nan", "embedding", vector(Double.NaN, 1))
                        .add("q", "t1", "hole", "embedding", new Float[] {1f, null}),
                Configs.paper());
        assertThat(reasons(scored))
                .containsOnly(
                        entry("a", null),
                        entry("b", null),
                        entry("cut", "truncated"),
                        entry("refused", "refused"),
                        entry("failed", "failed"),
                        entry("empty", "no-answer"),
                        entry("no-answer", "no-answer"),
                        entry("blank", "no-rationale"),
                        entry("unsure", "missing-confidence"),
                        entry("beyond-one", "missing-confidence"),
                        entry("no-number", "missing-confidence"),
                        entry("low", "quality"),
                        entry("no-vector", "no-embedding"),
                        entry("zero", "no-embedding"),
                        entry("nan", "no-embedding"),
                        entry("hole", "no-embedding"));
    }

    @Test
    void shouldRejectTheWorseOfTwoEqualRationalesOfAQuestion() {
        Dataset<Row> scored = score(
                new Candidates()
                        .add("q", "t1", "a", "rationale", "Six times  seven.\n", "stated_confidence", 0.97)
                        .add("q", "t2", "b", "rationale", "six times seven.", "stated_confidence", 0.98)
                        .add("q", "t3", "c", "rationale", "six times seven.", "stated_confidence", 0.98)
                        .add("q", "t1", "low", "rationale", "six times seven.", "stated_confidence", 0.2)
                        .add("other", "t3", "d", "rationale", "six times seven."),
                Configs.paper());
        assertThat(reasons(scored))
                .containsOnly(
                        entry("a", "duplicate"),
                        entry("b", null),
                        entry("c", "duplicate"),
                        entry("low", "quality"),
                        entry("d", null));
    }

    @Test
    void shouldKeepOneOfRationalesThatAreAllEqual() {
        Candidates rows = new Candidates();
        for (int i = 0; i < 5; i++) {
            rows.add("q", "t" + i, "r" + i, "rationale", "The same.", "embedding", vector(1, 0));
        }
        assertThat(reasons(score(rows, Configs.paper())))
                .containsOnly(
                        entry("r0", null),
                        entry("r1", "duplicate"),
                        entry("r2", "duplicate"),
                        entry("r3", "duplicate"),
                        entry("r4", "duplicate"));
        assertThat(reasons(score(rows, Configs.with(Configs.paper().quality(), 2, "drop"))))
                .containsEntry("r0", "single");
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedding", "words"})
    void shouldKeepAllWhereKIsLargerThanTheirNumber(String similarity) {
        Candidates rows =
                new Candidates().add("q", "t1", "a").add("q", "t2", "b").add("q", "t3", "c");
        for (int k : new int[] {4, 8}) {
            DiversityConfig keep = new DiversityConfig("farthest-first", similarity, "different-first", k, "keep");
            assertThat(reasons(score(rows, Configs.with(Configs.paper().quality(), keep))))
                    .containsOnly(entry("a", null), entry("b", null), entry("c", null));
            DiversityConfig drop = new DiversityConfig("farthest-first", similarity, "different-first", k, "drop");
            assertThat(reasons(score(rows, Configs.with(Configs.paper().quality(), drop))))
                    .containsOnly(entry("a", "single"), entry("b", "single"), entry("c", "single"));
        }
    }

    @Test
    void shouldRejectAllWhereNoTeacherGaveWhatIsWeighted() {
        Candidates rows = new Candidates().add("q", "t1", "a").add("q", "t2", "b");
        for (QualityConfig quality : List.of(
                new QualityConfig(0.5, 0, 1, 0, 0, "reject"),
                new QualityConfig(0.5, 0, 0, 1, 0, 0, 0, "reject", false, "given"))) {
            String name = quality.span() > 0 ? "span" : "logprob";
            Dataset<Row> scored = score(rows, Configs.with(quality, 2, "keep"));
            assertThat(reasons(scored)).containsOnly(entry("a", "missing-" + name), entry("b", "missing-" + name));
            assertThat(Candidates.byRequest(scored, "quality").values()).containsOnlyNulls();
        }
    }

    @Test
    void shouldNotMindTheVoteOfATeacherThatAnsweredNothing() {
        Dataset<Row> scored = Selection.score(
                new Candidates().add("q", "t1", "a").add("q", "t2", "b").rows(spark),
                Configs.paper(),
                Map.of("t1", 1.0, "absent", 100.0),
                Optional.empty());
        assertThat(reasons(scored)).containsOnly(entry("a", null), entry("b", null));
        assertThat(Candidates.byRequest(scored, "agreement")).containsOnly(entry("a", 1.0), entry("b", 1.0));
    }

    @Test
    void shouldRankAcceptedCandidatesAndCutToTheBest() {
        Dataset<Row> scored = score(
                new Candidates()
                        .add("q", "t1", "a", "stated_confidence", 0.96, "embedding", vector(-1, 0))
                        .add("q", "t1", "b", "stated_confidence", 0.98, "embedding", vector(1, 0))
                        .add("q", "t1", "c", "stated_confidence", 0.98, "embedding", vector(1, 1))
                        .add("q", "t1", "d", "stated_confidence", 0.1),
                Configs.atMost(2, Configs.paper()));
        assertThat(Candidates.byRequest(scored, "quality_rank"))
                .containsOnly(entry("a", 3), entry("b", 1), entry("c", 2), entry("d", null));
        assertThat(reasons(scored))
                .containsOnly(
                        entry("a", "beyond-max-candidates"), entry("b", null), entry("c", null), entry("d", "quality"));
    }

    @Test
    void shouldKeepOrDropASingleAcceptedCandidateAsTold() {
        Candidates one = new Candidates().add("q", "t1", "a").add("q", "t2", "b", "stated_confidence", 0.5);
        assertThat(reasons(score(one, Configs.paper()))).containsOnly(entry("a", null), entry("b", "quality"));
        Dataset<Row> dropped = score(one, Configs.with(Configs.paper().quality(), 2, "drop"));
        assertThat(reasons(dropped)).containsOnly(entry("a", "single"), entry("b", "quality"));
    }

    @Test
    void shouldKeepTheBestAloneWhereKIsOneWithoutLookingAtVectors() {
        Dataset<Row> scored = score(
                new Candidates()
                        .add("q", "t1", "a", "stated_confidence", 0.97, "embedding", null)
                        .add("q", "t2", "b", "stated_confidence", 0.98, "embedding", null),
                Configs.with(Configs.paper().quality(), 1, "keep"));
        assertThat(reasons(scored)).containsOnly(entry("a", "diversity"), entry("b", null));
        assertThat(Candidates.byRequest(scored, "pair_similarity")).containsOnly(entry("a", null), entry("b", null));
    }

    @Test
    void shouldBreakTiesByRequestId() {
        Dataset<Row> scored = score(
                new Candidates()
                        .add("q", "t1", "c", "embedding", vector(1, 0))
                        .add("q", "t1", "b", "embedding", vector(1, 0))
                        .add("q", "t1", "a", "embedding", vector(1, 0))
                        .add("q", "t1", "d", "embedding", vector(2, 0)),
                Configs.paper());
        assertThat(reasons(scored))
                .containsOnly(entry("a", null), entry("b", null), entry("c", "diversity"), entry("d", "diversity"));
    }

    @Test
    void shouldCombineScoresByTheirWeights() {
        QualityConfig quality = new QualityConfig(0.5, 1, 0, 3, 0, "reject");
        Dataset<Row> scored = score(
                new Candidates()
                        .add("q", "t1", "a", "stated_confidence", 0.8)
                        .add("q", "t2", "b", "stated_confidence", 0.6)
                        .add("q", "t3", "c", "stated_confidence", 1.0, "answer", "41")
                        .add("alone", "t1", "d"),
                Configs.with(quality, 2, "keep"));
        assertThat(Candidates.byRequest(scored, "quality"))
                .containsEntry("a", (0.8 + 3 * 0.5) / 4)
                .containsEntry("c", 0.25)
                .containsEntry("d", 0.99);
        assertThat(Candidates.byRequest(scored, "quality_from"))
                .containsEntry("a", "confidence,agreement")
                .containsEntry("d", "confidence");
        assertThat(reasons(scored)).containsEntry("c", "quality").containsEntry("d", "missing-agreement");
    }

    @Test
    void shouldIgnoreMissingScoresOnlyWhereTold() {
        QualityConfig quality = new QualityConfig(0.5, 1, 0, 3, 0, "ignore");
        Dataset<Row> scored = score(
                new Candidates().add("q", "t1", "a").add("alone", "t1", "b", "stated_confidence", null),
                Configs.with(quality, 2, "keep"));
        assertThat(reasons(scored)).containsOnly(entry("a", null), entry("b", "missing-quality"));
        assertThat(Candidates.byRequest(scored, "quality")).containsEntry("b", null);
    }

    @Test
    void shouldNotLetRoundingLiftAMeanAboveTheThreshold() {
        QualityConfig quality = new QualityConfig(0.95, 0.3, 0, 0, 0, "reject");
        Candidates rows = new Candidates();
        for (int i = 0; i < 40; i++) {
            rows.add("q" + i, "t", "r" + i, "stated_confidence", 0.95);
        }
        assertThat(reasons(score(rows, Configs.with(quality, 2, "keep"))).values())
                .containsOnly("quality");
    }

    @Test
    void shouldRejectWrongAnswersOnlyWhereGoldMayBeLookedAt() {
        Candidates rows = new Candidates()
                .add("q", "t1", "a", "answer", "42")
                .add("q", "t2", "b", "answer", "41")
                .add("unknown", "t1", "c", "answer", "7");
        Optional<Dataset<Row>> gold =
                Optional.of(spark.sql("select 'q' as question_id, '42' as gold union all select 'unknown', null"));
        Dataset<Row> looked = Selection.score(rows.rows(spark), Configs.withGold(Configs.paper()), Map.of(), gold);
        assertThat(reasons(looked)).containsOnly(entry("a", null), entry("b", "gold"), entry("c", null));
        assertThat(Candidates.byRequest(looked, "verified"))
                .containsOnly(entry("a", true), entry("b", false), entry("c", null));
        Dataset<Row> blind = Selection.score(rows.rows(spark), Configs.paper(), Map.of(), gold);
        assertThat(reasons(blind).values()).containsOnlyNulls();
        assertThat(Candidates.byRequest(blind, "verified").values()).containsOnlyNulls();
    }

    @Test
    void shouldLookAtAnswersOfPurposeFullOnly() {
        Dataset<Row> scored =
                score(new Candidates().add("q", "t1", "a").add("q", "t1", "b", "purpose", "student"), Configs.paper());
        assertThat(reasons(scored)).containsOnly(entry("a", null));
    }

    @Test
    void shouldGiveNoRowsForNoResponses() {
        assertThat(score(new Candidates(), Configs.paper()).count()).isZero();
    }

    @Test
    void shouldStopAtVectorsOfDifferentLengthsInAQuestion() {
        Dataset<Row> scored = score(
                new Candidates().add("q", "t1", "a").add("q", "t2", "b", "embedding", vector(1, 2, 3)),
                Configs.paper());
        assertThatThrownBy(scored::collectAsList)
                .hasStackTraceContaining("embeddings of question q have 2 and 3 dimensions");
    }

    @Test
    void shouldRefuseSettingsThatMakeNoSense() {
        assertRefused(Configs.with(Configs.paper().quality(), 17, "keep"), "selection.diversity.k");
        assertRefused(Configs.atMost(1, Configs.paper()), "selection.max-candidates");
        assertRefused(Configs.withGold(Configs.paper()), "selection.use-gold");
        assertRefused(Configs.with(new QualityConfig(0.5, 0, 0, 0, 0, "reject"), 2, "keep"), "selection.quality");
    }

    private static void assertRefused(SelectionConfig config, String where) {
        assertThatThrownBy(() -> score(new Candidates(), config))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(where);
    }

    private static Dataset<Row> score(Candidates rows, SelectionConfig config) {
        return Selection.score(rows.rows(spark), config, Map.of(), Optional.empty());
    }

    private static Map<String, Object> reasons(Dataset<Row> scored) {
        return Candidates.byRequest(scored, "rejected_by");
    }
}
