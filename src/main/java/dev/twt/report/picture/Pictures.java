package dev.twt.report.picture;

import dev.twt.report.figures.EvaluationFigures;
import dev.twt.report.figures.Histogram;
import dev.twt.report.figures.PipelineCount;
import dev.twt.report.figures.StudentFigures;
import dev.twt.report.figures.SweepFigures;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/**
 * The pictures of a report, each an SVG element without colours of its own. A machine that cannot draw gives none; the tables
 * say the same.
 */
public final class Pictures {
    private static final int WIDE = 680;
    private static final int NARROW = 360;

    private int number;

    /** Counts from one step of the run to the next. */
    public Optional<String> pipeline(List<PipelineCount> counts) {
        return drawn(() -> PipelinePicture.of(id(), counts));
    }

    /** Accuracy against tokens, with the answerers that no other beats; for a wide page or a narrow one. */
    public Optional<String> front(List<EvaluationFigures.Answerer> answerers, boolean wide) {
        List<EvaluationFigures.Answerer> shown = answerers.stream()
                .filter(one -> one.accuracy() != null && one.tokens() != null)
                .toList();
        return shown.isEmpty() ? Optional.empty() : drawn(() -> FrontPicture.of(id(), shown, wide ? WIDE : NARROW));
    }

    /** One distribution. */
    public Optional<String> histogram(Histogram histogram, String title) {
        return drawn(() -> HistogramPicture.of(id(), histogram, title));
    }

    /** The loss of a student through its stages. */
    public Optional<String> curve(StudentFigures student) {
        return drawn(() -> CurvePicture.of(id(), student));
    }

    /** What other values would keep. */
    public Optional<String> sweep(SweepFigures sweep) {
        return drawn(() -> SweepPicture.of(id(), sweep));
    }

    private String id() {
        number++;
        return "p" + number;
    }

    private static Optional<String> drawn(Supplier<String> drawing) {
        try {
            return Optional.of(drawing.get());
        } catch (LinkageError | RuntimeException e) {
            // A JVM without its desktop module cannot draw; the tables say the same.
            LoggerFactory.getLogger(Pictures.class).warn("A picture could not be drawn", e);
            return Optional.empty();
        }
    }
}
