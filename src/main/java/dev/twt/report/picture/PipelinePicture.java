package dev.twt.report.picture;

import dev.twt.report.figures.PipelineCount;
import dev.twt.report.figures.Words;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The run as a path from top to bottom: a station for each count, with a bar as long as the count. */
final class PipelinePicture {
    private static final int WIDTH = 420;
    private static final int ROW = 46;
    private static final int PATH = 6;
    private static final int LEFT = 26;
    private static final double DOT = 9;
    private static final double BAR = 4;
    /** Steps whose counts are of questions, answers and examples, and so may be held against each other. */
    private static final Set<String> COUNTED = Set.of("generate", "select", "compress");

    private PipelinePicture() {}

    static String of(String id, List<PipelineCount> counts) {
        Canvas canvas = new Canvas(id, WIDTH, ROW * counts.size());
        Graphics2D graphics = canvas.graphics();
        double most = counts.stream()
                .filter(count -> count.count() != null && COUNTED.contains(count.step()))
                .mapToLong(PipelineCount::count)
                .max()
                .orElse(1);
        canvas.lineBelow(PATH, 12, PATH, ROW * (counts.size() - 1) + 12, Ink.LINE);
        for (int i = 0; i < counts.size(); i++) {
            PipelineCount count = counts.get(i);
            double y = ROW * i + 16;
            boolean there = count.count() != null;
            graphics.setColor((there ? Ink.ACCENT : Ink.FAINT).color());
            graphics.fill(new Ellipse2D.Double(PATH - DOT / 2, y - 4 - DOT / 2, DOT, DOT));
            canvas.text(LEFT, y, "start", there ? Ink.INK : Ink.QUIET, count.what());
            canvas.text(WIDTH, y, "end", there ? Ink.INK : Ink.QUIET, there ? Words.count(count.count()) : "not yet");
            if (COUNTED.contains(count.step())) {
                graphics.setColor(Ink.LINE.color());
                graphics.fill(new Rectangle2D.Double(LEFT, y + 8, WIDTH - LEFT, BAR));
            }
            if (there && count.count() > 0 && COUNTED.contains(count.step())) {
                graphics.setColor(Ink.ACCENT.color());
                double length = Math.max(1.5, (WIDTH - LEFT) * count.count() / most);
                graphics.fill(new Rectangle2D.Double(LEFT, y + 8, length, BAR));
            }
        }
        return canvas.svg("The run, step by step", description(counts));
    }

    private static String description(List<PipelineCount> counts) {
        return counts.stream()
                .map(count -> count.what() + ": " + (count.count() == null ? "not yet" : Words.count(count.count())))
                .collect(Collectors.joining("; ", "", "."));
    }
}
