package dev.twt.job;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line a minute in the driver's log, for runs whose standard output nobody sees. */
final class ProgressLog implements ProgressPainter {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressLog.class);

    @Override
    public long intervalNanos() {
        return TimeUnit.MINUTES.toNanos(1);
    }

    @Override
    public void paint(List<TeacherState> teachers) {
        LOG.info("{}", line(teachers));
    }

    @Override
    public void tell(String line) {
        LOG.info("{}", line);
    }

    /** {@code small: 24 of 50 (48%), 3.2 answers/s, 8 s left, 0.42 $ spent, 6 in flight; larger: ...}. */
    static String line(List<TeacherState> teachers) {
        return teachers.stream().map(ProgressLog::line).collect(Collectors.joining("; "));
    }

    private static String line(TeacherState teacher) {
        return LinePainter.line(teacher) + ", " + teacher.progress().inFlight() + " in flight";
    }
}
