package dev.twt.audit;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.dataset.DistillColumns;
import dev.twt.dataset.QuestionColumns;
import dev.twt.testing.Candidates;
import dev.twt.testing.SelectionSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Checks on sets of which it is known what is wrong with them. */
@ExtendWith(SelectionSpark.class)
class AuditTest {
    private static final int QUESTIONS = 400;

    private static SparkSession spark;

    @BeforeAll
    static void session(SparkSession session) {
        spark = session;
    }

    /** Questions of four options; gold goes round. */
    private static Dataset<Row> choices(boolean labelled) {
        List<Row> options = new ArrayList<>();
        for (String label : List.of("A", "B", "C", "D")) {
            options.add(RowFactory.create(label, "option " + label));
        }
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < QUESTIONS; i++) {
            String gold = labelled ? "ABCD".substring(i % 4, i % 4 + 1) : null;
            rows.add(RowFactory.create("q" + i, "Which " + i + "?", options, gold, null, null, "choice", Map.of()));
        }
        return spark.createDataFrame(rows, QuestionColumns.SCHEMA);
    }

    private static Dataset<Row> answers(String letters) {
        Candidates candidates = new Candidates();
        for (int i = 0; i < QUESTIONS; i++) {
            int at = i % letters.length();
            candidates.add("q" + i, "ada", "r" + i, "answer", letters.substring(at, at + 1));
        }
        return candidates.rows(spark).withColumn("kept", lit(true));
    }

    private static Finding letters(Dataset<Row> scored, boolean labelled) {
        return new AnswerBias(new AuditedSet(none(), scored, choices(labelled), Map.of()))
                .findings()
                .get(0);
    }

    private static Dataset<Row> none() {
        return spark.createDataFrame(List.of(), DistillColumns.SCHEMA);
    }

    @Test
    void shouldSeeALetterThatIsPreferred() {
        assertThat(letters(answers("AABCD"), true).severity()).contains(Severity.WARNING);
        assertThat(letters(answers("AABCD"), false).severity()).contains(Severity.WARNING);
        assertThat(letters(answers("AABCD"), false).what())
                .isEqualTo("kept answers by letter, against options: A 40.0% (25.0%), B 20.0% (25.0%), C 20.0% (25.0%),"
                        + " D 20.0% (25.0%)");
        assertThat(letters(answers("ABCD"), true).severity()).isEmpty();
        // Four points too many of 400 is chance.
        assertThat(letters(answers("ABCDABCDABCDABCDABCDABCDA"), true).severity())
                .isEmpty();
    }

    @Test
    void shouldSeeWhatWasBrokenOffAmongTheKept() {
        Dataset<Row> scored = new Candidates()
                .add("q1", "ada", "r1", "outcome", "truncated")
                .add("q2", "ada", "r2", "outcome", "refused")
                .add("q3", "ada", "r3", "answer", " ")
                .add("q4", "ada", "r4", "rationale", "First one adds. Then")
                .add("q5", "ada", "r5", "rationale", "It is \"so\".")
                .add("q6", "ada", "r6", "rationale", "")
                .rows(spark)
                .withColumn("kept", lit(true));

        List<Finding> findings = new BrokenOff(new AuditedSet(none(), scored, choices(true), Map.of())).findings();

        assertThat(findings)
                .extracting(Finding::check)
                .containsExactly("truncated answers kept", "empty answers kept", "rationales without an end");
        assertThat(findings.get(0).examples()).containsExactly("r1", "r2");
        assertThat(findings.get(1).examples()).containsExactly("r3");
        assertThat(findings.get(2).examples()).contains("q4").doesNotContain("q5", "q6");
        assertThat(Audit.worst(findings)).contains(Severity.ERROR);
    }

    @Test
    void shouldAskForTheTermsOfEveryTeacher() {
        Dataset<Row> examples = spark.createDataFrame(
                List.of(example("ada"), example("ben"), example("eve"), example("eve")), DistillColumns.SCHEMA);
        AuditedSet set = new AuditedSet(examples, answers("A"), choices(true), Map.of());
        List<TeacherTerms> terms = List.of(
                new TeacherTerms("ada", "meta-llama/Llama-3.1-8B-Instruct", "Llama 3.1 licence"),
                new TeacherTerms("eve", "claude-sonnet-4", ""));

        List<Finding> findings = new Licences(set, terms).findings();

        assertThat(findings)
                .extracting(finding -> finding.severity().map(Severity::word).orElse("ok") + " " + finding.count())
                .containsExactly("ok 0", "note 1", "warning 1", "warning 2", "warning 2");
        assertThat(findings.get(2).what()).contains("examples are of ben");
        assertThat(findings.get(3).fix()).contains("teachers.eve.licence");
        assertThat(findings.get(4).what()).contains("eve (claude-sonnet-4): its provider's terms restrict");
    }

    private static Row example(String teacher) {
        return RowFactory.create("q1", List.of(), List.of(), 3, teacher, "r1", RowFactory.create(false), "train");
    }

    @Test
    void shouldSeeGroupsOnBothSidesOfTheSplit() {
        String words = "a long enough question about one and the same thing";
        Dataset<Row> questions = spark.createDataFrame(
                List.of(
                        RowFactory.create("q1", words, null, null, null, null, "text", Map.of()),
                        RowFactory.create("q2", words + "!", null, null, null, null, "text", Map.of()),
                        RowFactory.create("q3", "something else", null, null, null, null, "text", Map.of())),
                QuestionColumns.SCHEMA);
        Dataset<Row> examples = spark.createDataFrame(
                List.of(example("q1", "train"), example("q2", "held_out"), example("q3", "train")),
                DistillColumns.SCHEMA);

        List<Finding> findings =
                new Duplicates(new AuditedSet(examples, answers("A"), questions, Map.of()), 0.8).findings();

        assertThat(findings.get(0).examples()).containsExactly("q2");
        assertThat(findings.get(1).severity()).contains(Severity.WARNING);
        assertThat(findings.get(1).count()).isEqualTo(1);
        assertThat(findings.get(2).severity()).isEqualTo(Optional.empty());
    }

    private static Row example(String question, String split) {
        return RowFactory.create(question, List.of(), List.of(), 3, "ada", "r1", RowFactory.create(false), split);
    }
}
