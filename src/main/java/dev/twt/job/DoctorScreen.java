package dev.twt.job;

import dev.twt.teacher.Finding;
import java.util.ArrayList;
import java.util.List;

/** Findings as lines: how bad, where, what was seen; below it what to do. */
final class DoctorScreen {
    private static final String INDENT = "      ";

    private final int width;

    DoctorScreen(int width) {
        this.width = width;
    }

    String of(List<Finding> findings) {
        List<String> lines = new ArrayList<>();
        for (Finding finding : findings) {
            String line = label(finding.level()) + finding.where() + ": " + finding.what();
            lines.addAll(Wrapping.wrap(line, INDENT, width));
            if (!finding.fix().isEmpty()) {
                lines.addAll(Wrapping.wrap(INDENT + finding.fix() + ".", INDENT, width));
            }
        }
        return String.join("\n", lines);
    }

    private static String label(Finding.Level level) {
        return switch (level) {
            case OK -> "ok    ";
            case WARN -> "warn  ";
            case FAIL -> "FAIL  ";
        };
    }

    /** The last line. */
    static String sum(int checks, long warnings, long failures) {
        return checks + " checks: " + (failures == 0 ? "none" : failures) + " failed, "
                + (warnings == 0 ? "no warnings" : warnings == 1 ? "one warning" : warnings + " warnings");
    }
}
