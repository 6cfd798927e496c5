package dev.twt.job;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** One block on a terminal, redrawn in place: a bar and a line or two of figures a teacher. */
final class BlockPainter implements ProgressPainter {
    private static final long FIFTH_OF_A_SECOND = 200_000_000L;
    private static final int BAR = 24;
    private static final int LONGEST_NAME = 20;
    private static final String UP = "\u001b[%dA";
    private static final String CLEAR_BELOW = "\r\u001b[J";

    private final PrintStream out;
    private final int width;
    private int drawn;

    BlockPainter(PrintStream out, int width) {
        this.out = out;
        this.width = width;
    }

    @Override
    public long intervalNanos() {
        return FIFTH_OF_A_SECOND;
    }

    @Override
    public void paint(List<TeacherState> teachers) {
        List<String> lines = new ArrayList<>();
        int name = teachers.stream()
                .mapToInt(t -> t.progress().teacher().length())
                .max()
                .orElse(0);
        teachers.forEach(teacher -> lines.addAll(lines(teacher, Math.min(LONGEST_NAME, name))));
        StringBuilder block = new StringBuilder();
        if (drawn > 0) {
            block.append(String.format(UP, drawn));
        }
        block.append(CLEAR_BELOW);
        // A line as wide as the terminal would wrap, and the way back up would be counted wrong.
        lines.forEach(line -> block.append(cut(line, width - 1)).append('\n'));
        drawn = lines.size();
        out.print(block);
        out.flush();
    }

    /** Above the block, which is painted anew below it. */
    @Override
    public void tell(String line) {
        StringBuilder above = new StringBuilder();
        if (drawn > 0) {
            above.append(String.format(UP, drawn));
        }
        out.print(above.append(CLEAR_BELOW).append(line).append('\n'));
        out.flush();
        drawn = 0;
    }

    private static List<String> lines(TeacherState teacher, int nameWidth) {
        int full = (int) Math.floor(teacher.share() * BAR);
        String bar = "[" + "#".repeat(full) + "-".repeat(BAR - full) + "]";
        String name = String.format(
                "%-" + Math.max(1, nameWidth) + "s", cut(teacher.progress().teacher(), nameWidth));
        String done = teacher.progress().done() + "/" + teacher.progress().planned();
        String losses = teacher.losses().isEmpty() ? "" : "  " + teacher.losses();
        String first = String.format("%s %s %3d%% %s%s", name, bar, teacher.percent(), done, losses);
        String second = " ".repeat(name.length() + 1) + teacher.speed();
        List<String> lines = new ArrayList<>(List.of(first, second.stripTrailing()));
        if (!teacher.money().isEmpty()) {
            lines.add(" ".repeat(name.length() + 1) + teacher.money());
        }
        return lines;
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
