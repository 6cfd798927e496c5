package dev.twt.report.figures;

import dev.twt.dataset.Workspace;
import java.util.ArrayList;
import java.util.List;

/**
 * What other values of a key of selection would keep, as {@code select --sweep} left it.
 *
 * @param key whole, such as {@code selection.quality.threshold}
 * @param points in the order of the values
 */
public record SweepFigures(String key, List<Point> points) {
    private static final int COLUMNS = 9;

    /**
     * One value.
     *
     * @param accepted share of the answers that it lets through
     * @param kept share of the answers
     * @param covered share of the questions
     * @param similarity mean similarity of the kept pairs; null without one
     * @param keptRight share of right ones among those kept; null without gold answers
     */
    public record Point(
            double value, double accepted, double kept, double covered, Double similarity, Double keptRight) {}

    public SweepFigures {
        points = List.copyOf(points);
    }

    /**
     * Reads the table of one sweep.
     *
     * @throws IllegalArgumentException if it is no such table
     */
    static SweepFigures read(Workspace workspace, String file) {
        String text = workspace.readText("sweeps/" + file).orElse("");
        List<Point> points = new ArrayList<>();
        text.lines().skip(1).filter(line -> !line.isBlank()).forEach(line -> points.add(point(line)));
        return new SweepFigures(file.substring(0, file.length() - ".csv".length()), points);
    }

    private static Point point(String line) {
        String[] cells = line.split(",", -1);
        if (cells.length < COLUMNS) {
            throw new IllegalArgumentException("a line of the table has " + cells.length + " cells, not " + COLUMNS);
        }
        double candidates = Double.parseDouble(cells[1]);
        double questions = Double.parseDouble(cells[4]);
        return new Point(
                Double.parseDouble(cells[0]),
                share(cells[2], candidates),
                share(cells[3], candidates),
                share(cells[5], questions),
                number(cells[6]),
                number(cells[8]));
    }

    private static double share(String part, double whole) {
        return whole == 0 ? 0 : Double.parseDouble(part) / whole;
    }

    private static Double number(String cell) {
        return cell.isBlank() ? null : Known.number(Double.parseDouble(cell));
    }
}
