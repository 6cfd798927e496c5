package dev.twt.audit;

import dev.twt.config.DecontaminateConfig;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Looks a finished set over before somebody learns from it, or believes what a student trained on it is worth. */
public final class Audit {
    private final List<Check> checks;

    /**
     * All checks.
     *
     * @param config how alike two questions have to be to count as one
     * @param teachers whose outputs may be used how
     */
    public Audit(AuditedSet set, DecontaminateConfig config, List<TeacherTerms> teachers) {
        this.checks = List.of(
                new Leakage(set, config),
                new Duplicates(set, config.similarity()),
                new GoldInQuestions(set),
                new AnswerBias(set),
                new BrokenOff(set),
                new Licences(set, teachers));
    }

    /** What all checks found, in their order; runs Spark jobs. */
    public List<Finding> findings() {
        return checks.stream().flatMap(check -> check.findings().stream()).toList();
    }

    /** The worst of the findings; empty where there is nothing to find fault with. */
    public static Optional<Severity> worst(List<Finding> findings) {
        return findings.stream().flatMap(finding -> finding.severity().stream()).max(Comparator.naturalOrder());
    }
}
