package dev.twt.audit;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;

import dev.twt.config.DecontaminateConfig;
import dev.twt.dataset.ContaminatedColumns;
import dev.twt.selection.overlap.Contamination;
import dev.twt.selection.overlap.EvaluationQuestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Whether questions that are learned from are asked again when the student is measured. */
final class Leakage implements Check {
    static final String NAME = "leakage";

    private final AuditedSet set;
    private final DecontaminateConfig config;

    Leakage(AuditedSet set, DecontaminateConfig config) {
        this.set = set;
        this.config = config;
    }

    @Override
    public List<Finding> findings() {
        long learned = set.learned().count();
        Optional<Dataset<Row>> evaluation = EvaluationQuestions.of(set.evaluation());
        if (evaluation.isEmpty()) {
            return List.of(Finding.of(
                    NAME,
                    Severity.WARNING,
                    learned,
                    learned,
                    "no evaluation set is named, so whether questions are in one was not looked at",
                    "Name evaluate.questions, or sets under decontaminate.sets",
                    List.of()));
        }
        Dataset<Row> matches = new Contamination(config).matches(set.learned(), evaluation.get());
        return matches(matches.persist(), learned);
    }

    private List<Finding> matches(Dataset<Row> matches, long learned) {
        try {
            List<Finding> findings = new ArrayList<>();
            for (String name : new TreeSet<>(set.evaluation().keySet())) {
                findings.add(ofSet(matches.where(col(ContaminatedColumns.SET).equalTo(name)), name, learned));
            }
            return findings;
        } finally {
            matches.unpersist();
        }
    }

    private static Finding ofSet(Dataset<Row> matches, String name, long learned) {
        long found = matches.count();
        if (found == 0) {
            return Finding.none(NAME, learned, "no question that is learned from is in " + name);
        }
        return Finding.of(
                NAME,
                Severity.ERROR,
                found,
                learned,
                "questions that are learned from are also in " + name,
                "Name it under decontaminate.sets and say select again; accuracies on it count what was learned by heart",
                AuditedSet.some(
                        matches,
                        concat(
                                col(ContaminatedColumns.QUESTION_ID),
                                lit(" is "),
                                col(ContaminatedColumns.EVALUATION_ID),
                                lit(" ("),
                                col(ContaminatedColumns.HOW),
                                lit(")"))));
    }
}
