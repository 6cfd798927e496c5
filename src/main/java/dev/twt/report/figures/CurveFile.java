package dev.twt.report.figures;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The course of a training as the trainer leaves it: JSON lines, a step each. What cannot be read is counted. */
final class CurveFile {
    /** Points of a curve, however long the training was. */
    static final int POINTS = 240;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<StudentFigures.Point> steps = new ArrayList<>();
    private long unreadable;

    private CurveFile() {}

    static CurveFile read(BufferedReader lines) throws IOException {
        CurveFile file = new CurveFile();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.isBlank()) {
                file.add(line);
            }
        }
        return file;
    }

    private void add(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            long step = node.path("step").asLong();
            Double loss = number(node.path("loss"));
            Double heldOut = number(node.path("heldOutLoss"));
            if (step <= 0 || (loss == null && heldOut == null)) {
                unreadable++;
            } else {
                steps.add(new StudentFigures.Point(step, loss, heldOut));
            }
        } catch (JsonProcessingException e) {
            unreadable++; // also the last line of a process that was killed
        }
    }

    private static Double number(JsonNode node) {
        return node.isNumber() ? Known.number(node.doubleValue()) : null;
    }

    long unreadable() {
        return unreadable;
    }

    /** The last step; null without one. */
    Long lastStep() {
        return steps.isEmpty() ? null : steps.get(steps.size() - 1).step();
    }

    Double lastHeldOut() {
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i).heldOutLoss() != null) {
                return steps.get(i).heldOutLoss();
            }
        }
        return null;
    }

    /** The steps, where they are many in stretches of equal length. */
    List<StudentFigures.Point> points() {
        int length = (steps.size() + POINTS - 1) / POINTS;
        List<StudentFigures.Point> points = new ArrayList<>();
        for (int from = 0; from < steps.size(); from += length) {
            points.add(stretch(steps.subList(from, Math.min(steps.size(), from + length))));
        }
        return points;
    }

    private static StudentFigures.Point stretch(List<StudentFigures.Point> steps) {
        double total = 0;
        int counted = 0;
        Double heldOut = null;
        for (StudentFigures.Point step : steps) {
            if (step.loss() != null) {
                total += step.loss();
                counted++;
            }
            heldOut = step.heldOutLoss() == null ? heldOut : step.heldOutLoss();
        }
        return new StudentFigures.Point(
                steps.get(steps.size() - 1).step(), counted == 0 ? null : Known.number(total / counted), heldOut);
    }
}
