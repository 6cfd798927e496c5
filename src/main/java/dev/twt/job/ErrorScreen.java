package dev.twt.job;

import dev.twt.config.Problem;
import java.util.ArrayList;
import java.util.List;

/** What the user sees when a step did not end well: one screen, no stack trace. */
final class ErrorScreen {
    private static final int MOST_SHOWN = 20;
    private static final String INDENT = "    ";

    private final int width;

    ErrorScreen(int width) {
        this.width = width;
    }

    /**
     * @param goOn the command that goes on where this one ended
     */
    String of(Failure failure, String goOn) {
        if (failure instanceof Failure.Mendable mendable) {
            return problems(mendable.problems());
        }
        if (failure instanceof Failure.Stopped stopped) {
            return stopped(stopped, goOn);
        }
        return fault(((Failure.Fault) failure).thrown());
    }

    String problems(List<Problem> problems) {
        List<String> lines = new ArrayList<>();
        lines.add(problems.size() == 1 ? "One thing to mend:" : problems.size() + " things to mend:");
        for (int i = 0; i < Math.min(MOST_SHOWN, problems.size()); i++) {
            String number = problems.size() == 1 ? "  " : String.format("%2d. ", i + 1);
            add(lines, number, problems.get(i));
        }
        if (problems.size() > MOST_SHOWN) {
            lines.add("and " + (problems.size() - MOST_SHOWN) + " more, shown when these are mended.");
        }
        return String.join("\n", lines);
    }

    private void add(List<String> lines, String number, Problem problem) {
        String indent = number.length() == INDENT.length() ? INDENT : "  ";
        lines.add("");
        lines.addAll(Wrapping.wrap(number + problem.where(), indent, width));
        lines.addAll(Wrapping.wrap(indent + sentence(problem.what()), indent, width));
        lines.addAll(Wrapping.wrap(indent + sentence(problem.fix()), indent, width));
    }

    private String stopped(Failure.Stopped stopped, String goOn) {
        List<String> lines = new ArrayList<>();
        lines.addAll(Wrapping.wrap("Stopped early: " + sentence(stopped.why()), "", width));
        lines.addAll(Wrapping.wrap(sentence(stopped.kept()), "", width));
        lines.add("To go on:");
        lines.add("  " + goOn);
        return String.join("\n", lines);
    }

    private String fault(Throwable thrown) {
        String message = thrown.getMessage() == null
                ? ""
                : ": " + thrown.getMessage().lines().findFirst().orElse("");
        String text = "This is a fault of the program, not of your input: "
                + sentence(thrown.getClass().getSimpleName() + message)
                + " What was recorded before is kept in the workspace. The stack trace is in the log;"
                + " please report it with the output of twt --version.";
        return String.join("\n", Wrapping.wrap(text, "", width));
    }

    private static String sentence(String text) {
        String stripped = text.strip();
        return stripped.isEmpty() || ".?!".indexOf(stripped.charAt(stripped.length() - 1)) >= 0
                ? stripped
                : stripped + ".";
    }
}
