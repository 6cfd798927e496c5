package dev.twt.job;

import java.util.List;

/** Shows the state of all teachers. */
sealed interface ProgressPainter permits BlockPainter, LinePainter, ProgressLog, ProgressPainter.Silent {
    /** The least time between two paintings, in nanoseconds. */
    long intervalNanos();

    void paint(List<TeacherState> teachers);

    /** Shows a line that stays. */
    void tell(String line);

    /** Shows nothing. */
    final class Silent implements ProgressPainter {
        @Override
        public long intervalNanos() {
            return 0;
        }

        @Override
        public void paint(List<TeacherState> teachers) {}

        @Override
        public void tell(String line) {}
    }
}
