package dev.twt.job;

import dev.twt.config.EvaluateConfig;
import dev.twt.config.Problem;
import dev.twt.config.SamplingConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.config.TrainMethod;
import dev.twt.config.UserException;
import dev.twt.evaluation.Answerer;
import dev.twt.training.Student;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who is meant by the names of {@code evaluate.answerers}: a teacher, a block of {@code evaluate.models}, a trained stage, or
 * NAME/STAGE of another student, which is called NAME.STAGE in rows and folders.
 */
final class Answerers {
    private static final String KEY = "evaluate.answerers";
    private static final String METHOD = "train.method";

    private final RunContext run;
    private final EvaluateConfig config;

    Answerers(RunContext run) {
        this.run = run;
        this.config = run.config().evaluate();
    }

    /** What an answerer is called in rows and folders. */
    static String called(String entry) {
        return entry.replace('/', '.');
    }

    /** @throws UserException naming everybody who is not there, and those who are */
    List<Answerer> named() {
        if (config.answerers().isEmpty()) {
            throw new UserException(KEY, "nobody is named, so nobody is measured", "Name some. " + known());
        }
        List<Problem> problems = new ArrayList<>();
        List<Answerer> found = new ArrayList<>();
        for (String entry : config.answerers()) {
            Optional<Answerer> answerer = find(entry);
            if (answerer.isEmpty()) {
                problems.add(new Problem(
                        KEY,
                        "there is no teacher, no model and no trained student " + entry,
                        "Train it first, or: " + known()));
            } else if (found.stream().anyMatch(other -> other.name().equals(called(entry)))) {
                problems.add(new Problem(
                        KEY, "two answerers are called " + called(entry), "Rename one of them, or leave one out"));
            }
            answerer.ifPresent(found::add);
            answerer.filter(Answerer::student)
                    .map(student -> new StageOrigin(run, Path.of(student.model().model())))
                    .ifPresent(origin -> {
                        origin.problem(KEY).ifPresent(problems::add);
                        origin.sayIfAnothers();
                    });
        }
        if (!problems.isEmpty()) {
            throw new UserException(problems);
        }
        return found;
    }

    /** Those who are there. */
    List<Answerer> there() {
        return config.answerers().stream()
                .flatMap(entry -> find(entry).stream())
                .toList();
    }

    /** Names of those who are not. */
    List<String> missing() {
        return config.answerers().stream()
                .filter(entry -> find(entry).isEmpty())
                .toList();
    }

    private Optional<Answerer> find(String entry) {
        return asTeacher(entry).or(() -> asStudent(entry));
    }

    private Optional<Answerer> asTeacher(String name) {
        return Stream.concat(config.models().stream(), run.config().teachers().stream())
                .filter(teacher -> teacher.name().equals(name))
                .findFirst()
                .map(teacher -> Answerer.of(teacher, config.shortPrompts().contains(name)));
    }

    private Optional<Answerer> asStudent(String entry) {
        if (!entry.matches("[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)?")) {
            return Optional.empty();
        }
        int slash = entry.indexOf('/');
        String student = slash < 0 ? run.config().train().name() : entry.substring(0, slash);
        Path model = Students.folder(run)
                .resolve(student)
                .resolve(entry.substring(slash + 1))
                .resolve("model");
        if (!Files.exists(model)) {
            return Optional.empty();
        }
        SamplingConfig sampling = new SamplingConfig(config.temperature(), 1, config.maxTokens(), List.of());
        TeacherConfig asked = Students.asked(called(entry), model, config.samples(), sampling)
                .on(run.config().train().jvm().device());
        return Optional.of(new Answerer(asked, true, prefix(model), true));
    }

    /** Students of several tasks are asked for the answer by a prefix, which their method decides. */
    private static String prefix(Path model) {
        try {
            String method = Student.mark(model)
                    .map(mark -> mark.inputs().getOrDefault(METHOD, ""))
                    .orElse("");
            return Arrays.stream(TrainMethod.values())
                    .filter(one -> one.word().equals(method))
                    .map(TrainMethod::prefix)
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String known() {
        String teachers = names(run.config().teachers());
        return "Teachers: " + (teachers.isEmpty() ? "none" : teachers) + "; evaluate.models: "
                + (config.models().isEmpty() ? "none" : names(config.models())) + "; trained: " + trained();
    }

    private static String names(List<TeacherConfig> teachers) {
        return String.join(", ", teachers.stream().map(TeacherConfig::name).toList());
    }

    /** Stages whose models are there, those of other students with their student's name. */
    private String trained() {
        Path folder;
        try {
            folder = Students.folder(run);
        } catch (UserException e) {
            return "none on this machine (train.work-dir)";
        }
        String own = run.config().train().name();
        List<String> found = new ArrayList<>();
        for (String student : children(folder)) {
            for (String stage : children(folder.resolve(student))) {
                if (Files.exists(folder.resolve(student).resolve(stage).resolve("model"))) {
                    found.add(student.equals(own) ? stage : student + "/" + stage);
                }
            }
        }
        return found.isEmpty() ? "none yet" : String.join(", ", found);
    }

    private static List<String> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
