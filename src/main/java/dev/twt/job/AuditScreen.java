package dev.twt.job;

import dev.twt.audit.Finding;
import dev.twt.audit.Severity;
import java.util.List;
import java.util.Locale;

/** Findings as a table, the worst first, and what to do about each. */
final class AuditScreen {
    private static final String OK = "ok";

    private final List<Finding> findings;
    private final String file;

    /** @param file where they are written down */
    AuditScreen(List<Finding> findings, String file) {
        this.findings = findings;
        this.file = file;
    }

    String text() {
        StringBuilder screen = new StringBuilder("\n");
        for (int i = Severity.values().length - 1; i >= 0; i--) {
            Severity severity = Severity.values()[i];
            findings.stream()
                    .filter(finding ->
                            finding.severity().filter(severity::equals).isPresent())
                    .forEach(finding -> add(screen, severity.word(), finding));
        }
        findings.stream().filter(finding -> finding.severity().isEmpty()).forEach(finding -> add(screen, OK, finding));
        return screen.append('\n')
                .append(String.format(
                        Locale.ROOT,
                        "%s, %s, %s. Written to %s",
                        count(Severity.ERROR),
                        count(Severity.WARNING),
                        count(Severity.NOTE),
                        file))
                .toString();
    }

    private String count(Severity severity) {
        long count = findings.stream()
                .filter(finding -> finding.severity().filter(severity::equals).isPresent())
                .count();
        return count + " " + severity.word() + (count == 1 ? "" : "s");
    }

    private static void add(StringBuilder screen, String word, Finding finding) {
        screen.append(String.format(Locale.ROOT, "%-8s %-27s ", word, finding.check()));
        if (finding.severity().isPresent()) {
            screen.append(String.format(Locale.ROOT, "%,d of %,d ", finding.count(), finding.of()));
        }
        screen.append(finding.what()).append('\n');
        if (!finding.examples().isEmpty()) {
            line(screen, "such as " + String.join(", ", finding.examples()));
        }
        if (!finding.fix().isEmpty()) {
            line(screen, finding.fix());
        }
    }

    private static void line(StringBuilder screen, String text) {
        screen.append(" ".repeat(37)).append(text).append('\n');
    }
}
