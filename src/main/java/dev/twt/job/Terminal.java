package dev.twt.job;

import java.util.Map;

/**
 * What standard output leads to.
 *
 * @param interactive a terminal that can redraw lines, as against a file, a pipe or a cluster's log
 * @param width characters a line
 */
public record Terminal(boolean interactive, int width) {
    private static final int USUAL_WIDTH = 80;
    private static final int WIDEST = 200;
    private static final int NARROWEST = 40;

    /** A file or pipe. */
    static final Terminal NONE = new Terminal(false, USUAL_WIDTH);

    /** Of this process. */
    static Terminal detect() {
        return of(System.console() != null, System.getenv());
    }

    static Terminal of(boolean console, Map<String, String> environment) {
        String kind = environment.getOrDefault("TERM", "dumb");
        boolean interactive = console && !kind.isEmpty() && !kind.equals("dumb");
        return new Terminal(interactive, width(environment.getOrDefault("COLUMNS", "")));
    }

    private static int width(String columns) {
        if (!columns.matches("\\d{1,4}")) {
            return USUAL_WIDTH;
        }
        return Math.max(NARROWEST, Math.min(WIDEST, Integer.parseInt(columns)));
    }
}
