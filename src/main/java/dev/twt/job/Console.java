package dev.twt.job;

import java.io.PrintStream;

/**
 * Where a step's results and progress go.
 *
 * @param out standard output: results and progress
 * @param err standard error: problems and notes
 * @param quiet no progress, only results and problems
 * @param terminal what out leads to
 */
public record Console(PrintStream out, PrintStream err, boolean quiet, Terminal terminal) {
    /**
     * Prints a result.
     *
     * @param text one line or several
     */
    public void say(String text) {
        out.println(text);
    }

    /**
     * Prints a remark that is no result.
     *
     * @param text one line or several
     */
    public void note(String text) {
        err.println(text);
    }

    /**
     * A progress display for one step; silent where the user asked for quiet.
     *
     * @return the display, to be closed when the step ends
     */
    ProgressDisplay progress() {
        if (quiet) {
            return new ProgressDisplay(new ProgressPainter.Silent(), System::nanoTime);
        }
        ProgressPainter painter =
                terminal.interactive() ? new BlockPainter(out, terminal.width()) : new LinePainter(out);
        return new ProgressDisplay(painter, System::nanoTime);
    }
}
