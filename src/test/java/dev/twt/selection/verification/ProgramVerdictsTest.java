package dev.twt.selection.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.twt.config.CodeConfig;
import dev.twt.config.DiversityConfig;
import dev.twt.config.QualityConfig;
import dev.twt.config.SelectionConfig;
import dev.twt.config.UserException;
import dev.twt.sandbox.CodeJudge;
import dev.twt.selection.Selection;
import dev.twt.testing.Candidates;
import dev.twt.testing.SelectionSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Real programs in the real sandbox of this machine. */
@ExtendWith(SelectionSpark.class)
class ProgramVerdictsTest {
    private static final String RIGHT = "def twice(x):\n    return 2 * x";
    private static final String WRONG = "def twice(x):\n    return 3 * x";
    private static SparkSession spark;
    private final List<String> told = new ArrayList<>();

    @TempDir
    private Path folder;

    @BeforeAll
    static void session(SparkSession session) throws InterruptedException {
        spark = session;
        boolean works;
        try {
            works = CodeJudge.open(CodeConfig.usual()).isPresent();
        } catch (UserException e) {
            works = false;
        }
        assumeTrue(works, "no sandbox works on this machine");
    }

    @Test
    void shouldSayWhichProgramsPassTheTestsOfTheirQuestion() {
        Dataset<Row> judged = judged(candidates(), CodeConfig.usual());
        assertThat(Candidates.byRequest(judged, "tests_passed"))
                .containsEntry("right", true)
                .containsEntry("again", true)
                .containsEntry("wrong", false)
                .containsEntry("failed", null)
                .containsEntry("math", null)
                .containsEntry("faulty", null);
        assertThat((String) Candidates.byRequest(judged, "verdict").get("wrong"))
                .startsWith("failed in test 1: AssertionError");
        assertThat((String) Candidates.byRequest(judged, "verdict").get("faulty"))
                .contains("the tests are at fault");
        assertThat(told).containsExactly("3 of 3");
    }

    @Test
    void shouldRunNoProgramTwice() {
        judged(candidates(), CodeConfig.usual());
        told.clear();
        judged(candidates(), CodeConfig.usual()).count();
        assertThat(told).isEmpty();
        judged(candidates().add("code", "t3", "new", "answer", "def twice(x): return x + x"), CodeConfig.usual());
        assertThat(told).containsExactly("1 of 1");
    }

    @Test
    void shouldKeepOnlyWhatIsVerified() {
        QualityConfig verified = new QualityConfig(0.5, 0, 0, 0, 1, "reject");
        assertThat(rejected(verified, false, "42"))
                .containsEntry("right", null)
                .containsEntry("math", null)
                .containsEntry("wrong", "quality")
                .containsEntry("failed", "failed")
                .containsEntry("faulty", "missing-verified");
    }

    @Test
    void shouldRejectWhatFailsItsTestsWhereGoldMayBeUsed() {
        QualityConfig confidence = new QualityConfig(0.5, 1, 0, 0, 0, "ignore");
        assertThat(rejected(confidence, true, "43"))
                .containsEntry("right", null)
                .containsEntry("wrong", "tests")
                .containsEntry("math", "gold")
                .containsEntry("faulty", null);
    }

    /** Reasons of rejection by request, where the question in words has that gold answer. */
    private Map<String, Object> rejected(QualityConfig quality, boolean useGold, String mathGold) {
        DiversityConfig words = new DiversityConfig("least-similar-pair", "words", "any", 2, "keep");
        SelectionConfig config = new SelectionConfig("custom", quality, words, useGold, 8);
        Dataset<Row> gold = spark.sql("select 'math' question_id, '" + mathGold + "' gold");
        Dataset<Row> judged = judged(candidates(), CodeConfig.usual());
        return Candidates.byRequest(Selection.score(judged, config, Map.of(), Optional.of(gold)), "rejected_by");
    }

    @Test
    void shouldRefuseToVerifyWhereNothingMayRun() {
        CodeConfig usual = CodeConfig.usual();
        CodeConfig off = new CodeConfig(
                "off",
                usual.python(),
                usual.wallLimit(),
                usual.cpuLimit(),
                usual.memory(),
                usual.processes(),
                usual.fileSize(),
                usual.output());
        assertThatThrownBy(() -> judged(candidates(), off)).hasStackTraceContaining("code.sandbox: it is off");
    }

    private Dataset<Row> judged(Candidates candidates, CodeConfig code) {
        return ProgramVerdicts.add(
                candidates.rows(spark),
                questions(),
                code,
                folder.resolve("verdicts").toString(),
                (done, total) -> told.add(done + " of " + total));
    }

    private static Candidates candidates() {
        return new Candidates()
                .add("code", "t1", "right", "answer", RIGHT)
                .add("code", "t2", "again", "answer", RIGHT)
                .add("code", "t2", "wrong", "answer", WRONG)
                .add("code", "t2", "failed", "answer", RIGHT, "outcome", "failed")
                .add("math", "t1", "math")
                .add("odd", "t1", "faulty", "answer", RIGHT);
    }

    private static Dataset<Row> questions() {
        return spark.sql("select 'code' question_id, 'code' task, array('assert twice(2) == 4') tests"
                + " union all select 'math', 'math', null"
                + " union all select 'odd', 'code', array('assert twice(2 == 4')");
    }
}
