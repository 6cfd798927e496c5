package dev.twt.job;

import dev.twt.serving.RehearsalFigures;
import dev.twt.serving.RehearsalFigures.Injected;
import dev.twt.serving.RehearsedFault;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The last screen of a rehearsal. */
final class RehearsalScreen {
    private final List<RehearsalFigures> figures;
    private final List<RealOutlook> outlooks;

    RehearsalScreen(List<RehearsalFigures> figures, List<RealOutlook> outlooks) {
        this.figures = figures;
        this.outlooks = outlooks;
    }

    String text() {
        StringBuilder screen = new StringBuilder("\nWhat the server saw\n");
        seen(screen);
        if (figures.stream().anyMatch(f -> !f.faults().isEmpty())) {
            screen.append("\nFaults made on purpose\n");
            faults(screen);
        }
        if (!outlooks.isEmpty()) {
            screen.append("\nThe real run, if it goes like this\n");
            real(screen);
        }
        return screen.toString();
    }

    private void seen(StringBuilder screen) {
        String form = "%-14s %9s %9s %9s %11s %10s %14s %12s";
        line(
                screen,
                form,
                "teacher",
                "requests",
                "different",
                "answered",
                "asked twice",
                "in flight",
                "most in 60 s",
                "beyond limit");
        for (RehearsalFigures f : figures) {
            line(
                    screen,
                    form,
                    f.teacher(),
                    grouped(f.requests()),
                    grouped(f.distinct()),
                    grouped(f.answered()),
                    grouped(f.askedTwice()),
                    grouped(f.mostInFlight()),
                    grouped(f.mostAMinute()) + (f.limitAMinute() == 0 ? "" : " of " + grouped(f.limitAMinute())),
                    grouped(f.beyondLimit()));
        }
    }

    private void faults(StringBuilder screen) {
        String form = "%-14s %-10s %9s %9s %17s %15s";
        line(screen, form, "teacher", "fault", "times", "requests", "answered at last", "never answered");
        for (RehearsalFigures f : figures) {
            for (Map.Entry<RehearsedFault, Injected> fault : f.faults().entrySet()) {
                Injected met = fault.getValue();
                line(
                        screen,
                        form,
                        f.teacher(),
                        fault.getKey().words(),
                        grouped(met.times()),
                        grouped(met.requests()),
                        grouped(met.answered()),
                        grouped(met.requests() - met.answered()));
            }
        }
    }

    private void real(StringBuilder screen) {
        String form = "%-14s %9s %12s %12s %10s %16s  %s";
        line(screen, form, "teacher", "requests", "in tokens", "out tokens", "likely $", "time", "held by");
        for (RealOutlook o : outlooks) {
            line(
                    screen,
                    form,
                    o.teacher(),
                    grouped(o.requests()),
                    grouped(o.promptTokens()),
                    grouped(o.completionTokens()),
                    String.format(Locale.ROOT, "%.2f", o.usd()),
                    Durations.words(o.seconds()),
                    o.heldBy());
        }
        screen.append(
                "By rehearse.answer-tokens, rehearse.latency, the faults above and the configured prices and limits;"
                        + "\na real teacher's answers have other lengths. twt plan says what it costs at worst.\n");
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static void line(StringBuilder screen, String form, Object... cells) {
        screen.append(String.format(Locale.ROOT, form, cells).stripTrailing()).append('\n');
    }
}
