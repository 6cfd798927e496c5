package dev.twt.job;

import dev.twt.config.SelectionConfig;
import dev.twt.dataset.GoldAnswers;
import dev.twt.selection.TeacherKnowledge;
import dev.twt.selection.calibration.Calibration;
import dev.twt.selection.quality.LearnedWeights;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What is known of the teachers: the votes they are given, and what rules want learned from their answers, once each. */
final class TeacherRecord {
    private final Dataset<Row> answers;
    private final Map<String, Double> weights;
    private Optional<Calibration> calibration = Optional.empty();
    private Optional<LearnedWeights> learnedWeights = Optional.empty();

    /**
     * Nothing is learned yet.
     *
     * @param answers columns of the ledger, of which is learned
     * @param weights votes by teacher, where none are learned
     */
    TeacherRecord(Dataset<Row> answers, Map<String, Double> weights) {
        this.answers = answers;
        this.weights = weights;
    }

    /** What a rule has to know; what it wants learned is learned now. */
    TeacherKnowledge of(SelectionConfig selection, Dataset<Row> questions) {
        if (selection.quality().calibrate() && calibration.isEmpty()) {
            calibration = Optional.of(Calibration.fit(answers, GoldAnswers.canonical(questions)));
        }
        if (selection.quality().learnsWeights() && learnedWeights.isEmpty()) {
            learnedWeights = Optional.of(LearnedWeights.learn(answers));
        }
        return new TeacherKnowledge(votes(selection), calibration);
    }

    /** Those given, unless others are asked for and could be learned. */
    private Map<String, Double> votes(SelectionConfig selection) {
        return learnedWeights
                .filter(learned -> selection.quality().learnsWeights())
                .map(LearnedWeights::weights)
                .filter(learned -> !learned.isEmpty())
                .orElse(weights);
    }

    /** What was learned of stated confidences; empty where no rule asked for it. */
    Optional<Calibration> calibration() {
        return calibration;
    }

    /** What was learned from agreement; empty where no rule asked for it. */
    Optional<LearnedWeights> learnedWeights() {
        return learnedWeights;
    }
}
