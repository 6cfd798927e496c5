package dev.twt.job;

import dev.twt.training.grid.StudentEnd;
import dev.twt.training.grid.StudentJob;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is said of a grid. */
final class GridScreen {
    private static final int MOST_COMPARED = 40;

    private GridScreen() {}

    /**
     * One line over all students.
     *
     * @param students all that are to be trained
     * @param begun steps that were done when counting began
     * @param seconds since then
     */
    record Progress(
            int students, int done, int failed, int running, long steps, long planned, long begun, double seconds) {
        String line() {
            StringBuilder line = new StringBuilder(
                    String.format(Locale.ROOT, "grid | %d of %d students done, %d running", done, students, running));
            if (failed > 0) {
                line.append(", ").append(failed).append(" failed");
            }
            line.append(String.format(Locale.ROOT, ": %,d of %,d steps", steps, planned));
            double rate = (steps - begun) / Math.max(1e-9, seconds);
            if (rate > 0) {
                line.append(String.format(
                        Locale.ROOT, ", %.1f steps/s, %s left", rate, Durations.words((planned - steps) / rate)));
            }
            return line.toString();
        }
    }

    /** What became of one student. */
    static String end(StudentJob job, StudentEnd end) {
        if (end instanceof StudentEnd.Trained trained) {
            return job.name() + " is trained, "
                    + Durations.words(trained.record().seconds());
        }
        return end instanceof StudentEnd.Failed failed
                ? job.name() + " failed: " + firstLine(failed.what())
                : job.name() + " was stopped";
    }

    /** Where they are, and how they are compared. */
    static String summary(List<StudentJob> all, Map<String, StudentEnd> ended, int skipped, String students) {
        long trained = ended.values().stream()
                .filter(StudentEnd.Trained.class::isInstance)
                .count();
        String text = "\nStudents trained: " + trained + ", done before: " + skipped + ", in " + students;
        List<String> there = all.stream()
                .filter(job -> !ended.containsKey(job.name()) || ended.get(job.name()) instanceof StudentEnd.Trained)
                .map(StudentJob::answerer)
                .toList();
        return there.isEmpty() || there.size() > MOST_COMPARED
                ? text
                : text + "\nTo compare their last stages: twt evaluate --answerers " + String.join(",", there);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
