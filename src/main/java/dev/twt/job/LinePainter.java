package dev.twt.job;

import java.io.PrintStream;
import java.util.List;
import java.util.StringJoiner;

/** Plain lines for logs, one a teacher. */
final class LinePainter implements ProgressPainter {
    private static final long TEN_SECONDS = 10_000_000_000L;

    private final PrintStream out;

    LinePainter(PrintStream out) {
        this.out = out;
    }

    @Override
    public long intervalNanos() {
        return TEN_SECONDS;
    }

    @Override
    public void paint(List<TeacherState> teachers) {
        teachers.forEach(teacher -> out.println(line(teacher)));
    }

    @Override
    public void tell(String line) {
        out.println(line);
    }

    /** {@code small: 24 of 50 (48%), 3.2 answers/s, 310 tokens/s, 8 s left, 1 refused}. */
    static String line(TeacherState teacher) {
        StringJoiner line = new StringJoiner(", ");
        line.add(teacher.progress().teacher() + ": " + teacher.progress().done() + " of "
                + teacher.progress().planned() + " (" + teacher.percent() + "%)");
        for (String part : List.of(teacher.speed(), teacher.money(), teacher.losses())) {
            if (!part.isEmpty()) {
                line.add(part);
            }
        }
        return line.toString();
    }
}
