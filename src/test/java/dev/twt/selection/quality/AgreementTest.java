package dev.twt.selection.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.twt.testing.Candidates;
import dev.twt.testing.SelectionSpark;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SelectionSpark.class)
class AgreementTest {
    private static SparkSession spark;

    @BeforeAll
    static void session(SparkSession session) {
        spark = session;
    }

    @Test
    void shouldBeTheShareOfTheOtherAnswersThatAreEqual() {
        Candidates rows = new Candidates()
                .add("q", "t1", "a", "answer", "1")
                .add("q", "t2", "b", "answer", "1")
                .add("q", "t3", "c", "answer", "2")
                .add("other", "t3", "d", "answer", "1")
                .add("other", "t1", "e", "answer", "1");
        assertThat(agreement(rows, Map.of()))
                .containsOnly(entry("a", 0.5), entry("b", 0.5), entry("c", 0d), entry("d", 1d), entry("e", 1d));
    }

    @Test
    void shouldBeNullWithoutAnAnswerOrWithoutAnother() {
        Candidates rows = new Candidates()
                .add("q", "t1", "a", "answer", "1")
                .add("q", "t2", "b", "answer", null)
                .add("q", "t3", "c", "answer", "")
                .add("q", "t4", "d", "outcome", "truncated", "answer", "1");
        assertThat(agreement(rows, Map.of()))
                .containsOnly(entry("a", null), entry("b", null), entry("c", null), entry("d", null));
    }

    @Test
    void shouldWeighTeachers() {
        Candidates rows = new Candidates()
                .add("q", "strong", "a", "answer", "1")
                .add("q", "weak", "b", "answer", "2")
                .add("q", "plain", "c", "answer", "1");
        Map<String, Object> found = agreement(rows, Map.of("strong", 3d, "weak", 0.5));
        assertThat((double) found.get("a")).isCloseTo(1 / 1.5, Offset.offset(1e-9));
        assertThat((double) found.get("b")).isZero();
        assertThat((double) found.get("c")).isCloseTo(3 / 3.5, Offset.offset(1e-9));
    }

    @Test
    void shouldDivideATeachersVoteAmongItsAnswers() {
        Candidates rows = new Candidates().add("q", "once", "a", "answer", "1").add("q", "other", "b", "answer", "1");
        for (int i = 0; i < 4; i++) {
            rows.add("q", "often", "s" + i, "answer", "2");
        }
        Map<String, Object> found = agreement(rows, Map.of());
        assertThat((double) found.get("a")).isCloseTo(0.5, Offset.offset(1e-9));
        assertThat((double) found.get("s0")).isCloseTo(0.75 / 2.75, Offset.offset(1e-9));
    }

    @Test
    void shouldBeExactlyOneWhereAllAgree() {
        Candidates rows = new Candidates();
        for (int i = 0; i < 7; i++) {
            rows.add("q", i < 3 ? "t1" : "t" + i, "r" + i);
        }
        assertThat(agreement(rows, Map.of("t1", 0.3)).values()).containsOnly(1d);
    }

    @Test
    void shouldRefuseWeightsThatAreNotAboveZero() {
        assertThatThrownBy(() -> new Agreement(Map.of("t1", 0d))).hasMessageContaining("t1");
        assertThatThrownBy(() -> new Agreement(Map.of("t1", Double.NaN))).hasMessageContaining("NaN");
    }

    private static Map<String, Object> agreement(Candidates rows, Map<String, Double> weights) {
        return Candidates.byRequest(new Agreement(weights).score(rows.rows(spark)), "agreement");
    }
}
