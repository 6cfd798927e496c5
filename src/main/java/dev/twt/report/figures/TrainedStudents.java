package dev.twt.report.figures;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Reads what trainings left: {@code STUDENT/STAGE/model} with its mark and its curve. */
final class TrainedStudents {
    private static final String MARK = "twt-stage.json";
    private static final String CURVE = "training.jsonl";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final FileSystem files;
    private final Findings findings;

    TrainedStudents(String folder, Configuration hadoop, Findings findings) {
        this.folder = new Path(folder);
        this.findings = findings;
        try {
            this.files = this.folder.getFileSystem(hadoop);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In the order of their names; those without a stage are left out. */
    List<StudentFigures> read() {
        List<StudentFigures> all = new ArrayList<>();
        for (Path student : children(folder)) {
            List<StudentFigures.Stage> stages = new ArrayList<>();
            for (Path stage : children(student)) {
                String where = student.getName() + "/" + stage.getName();
                findings.read("students/" + where, Optional.<StudentFigures.Stage>empty(), () -> stage(stage, where))
                        .ifPresent(stages::add);
            }
            stages.sort(Comparator.comparingInt(StudentFigures.Stage::number)
                    .thenComparingInt(stage -> SetFigures.place(stage.stage()))
                    .thenComparing(StudentFigures.Stage::stage));
            if (!stages.isEmpty()) {
                all.add(new StudentFigures(student.getName(), stages));
            }
        }
        return all;
    }

    private Optional<StudentFigures.Stage> stage(Path stage, String where) {
        Path whole = new Path(stage, "model");
        Path model = exists(whole) ? whole : new Path(stage, "model.part");
        if (!exists(model)) {
            return Optional.empty();
        }
        JsonNode mark = mark(model);
        Optional<CurveFile> curve = curve(model);
        long unreadable = curve.map(CurveFile::unreadable).orElse(0L);
        if (unreadable > 0) {
            findings.problem(
                    "students/" + where + "/" + model.getName() + "/" + CURVE,
                    unreadable + (unreadable == 1 ? " line is" : " lines are") + " no step of a training; left out");
        }
        List<StudentFigures.Point> points = curve.map(CurveFile::points).orElse(List.of());
        return Optional.of(new StudentFigures.Stage(
                stage.getName(),
                mark.path("number").asInt(),
                model.equals(whole),
                number(mark.path("examples")),
                number(mark.path("heldOutExamples")),
                number(mark.path("seconds")),
                curve.map(CurveFile::lastStep).orElse(null),
                points.isEmpty() ? null : points.get(points.size() - 1).loss(),
                curve.map(CurveFile::lastHeldOut).orElse(null),
                unreadable,
                points));
    }

    private JsonNode mark(Path model) {
        Path file = new Path(model, MARK);
        if (!exists(file)) {
            return JSON.createObjectNode();
        }
        try (InputStream in = files.open(file)) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<CurveFile> curve(Path model) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(files.open(new Path(model, CURVE)), StandardCharsets.UTF_8))) {
            return Optional.of(CurveFile.read(lines));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Long number(JsonNode node) {
        return node.isNumber() ? Long.valueOf(node.asLong()) : null;
    }

    private boolean exists(Path path) {
        try {
            return files.exists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> children(Path parent) {
        try {
            return Arrays.stream(files.listStatus(parent))
                    .filter(FileStatus::isDirectory)
                    .map(FileStatus::getPath)
                    .filter(path -> !path.getName().startsWith("."))
                    .sorted(Comparator.comparing(Path::getName))
                    .toList();
        } catch (FileNotFoundException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
