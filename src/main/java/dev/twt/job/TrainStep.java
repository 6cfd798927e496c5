package dev.twt.job;

import static org.apache.spark.sql.functions.col;

import dev.twt.config.ExportConfig;
import dev.twt.config.Problem;
import dev.twt.config.TrainConfig;
import dev.twt.config.TrainMethod;
import dev.twt.config.UserException;
import dev.twt.dataset.DistillColumns;
import dev.twt.distillation.FreeStage;
import dev.twt.distillation.FullStage;
import dev.twt.distillation.Split;
import dev.twt.distillation.export.Exported;
import dev.twt.distillation.export.ExportedFile;
import dev.twt.distillation.export.Exports;
import dev.twt.generation.StopSignal;
import dev.twt.training.Stage;
import dev.twt.training.StageMark;
import dev.twt.training.Student;
import dev.twt.training.StudentCard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Trains the student on this machine, stage by stage, in this JVM or by a command. */
final class TrainStep {
    private static final String FORMAT = "trl";

    private final RunContext run;
    private final TrainConfig config;
    private final StopSignal signal;
    private final List<String> stages;
    private final Optional<MethodSets> made;

    TrainStep(RunContext run, StopSignal signal) {
        this(run, signal, run.config().train(), run.config().train().sets());
    }

    /** @param stages the first ones of the configuration's, learned by our own method whatever is configured */
    TrainStep(RunContext run, StopSignal signal, List<String> stages) {
        this(run, signal, run.config().train().by(TrainMethod.TWT), stages);
    }

    private TrainStep(RunContext run, StopSignal signal, TrainConfig config, List<String> stages) {
        this.run = run;
        this.config = config;
        this.signal = signal;
        this.stages = List.copyOf(stages);
        this.made = config.method().makesSets() ? Optional.of(new MethodSets(run)) : Optional.empty();
    }

    Map<String, Object> run() {
        requireSets();
        Path root = Students.folder(run).resolve(config.name());
        Console console = run.console();
        Student student = new Student(
                root,
                config,
                run.config().seed(),
                environment(),
                console.quiet() ? line -> {} : console::say,
                console::say,
                signal::requested);
        List<Stage> inputs = inputs(root.resolve("data"));
        List<StageMark> marks = student.train(inputs);
        writeCard(root, marks);
        Path last = student.model(inputs.get(inputs.size() - 1));
        console.say("\nThe student:  " + last + "\nIts card:     " + root.resolve(StudentCard.FILE));
        return figures(marks, last);
    }

    /** The set of every stage is there, and the model is named. */
    private void requireSets() {
        List<Problem> problems = new ArrayList<>();
        if (config.baseModel().isBlank()) {
            problems.add(new Problem(
                    "train.base-model",
                    "nobody has said which model the student starts from",
                    config.inJvm()
                            ? "Write train.base-model = FOLDER, a Hugging Face folder or a GGUF file on this machine"
                            : "Write train.base-model = FOLDER, or a name that your trainer knows, such as"
                                    + " Qwen/Qwen3-0.6B"));
        }
        made.ifPresent(sets -> problems.addAll(sets.problems()));
        for (String stage : stages) {
            String set = set(stage);
            if (made.isEmpty() && !run.workspace().has(set)) {
                boolean selected = List.of(FullStage.STAGE, FreeStage.STAGE).contains(stage);
                problems.add(new Problem(
                        set,
                        "stage " + stage + " of train.stages has no set in this workspace",
                        (selected
                                        ? "Run select first"
                                        : "Run compress first (docs/compress.md), or put a set there, made as"
                                                + " docs/data.md says")
                                + ", or leave the stage out of train.stages"));
            }
        }
        if (!problems.isEmpty()) {
            throw new UserException(problems);
        }
    }

    private String set(String stage) {
        return run.workspace().distill() + "/" + DistillColumns.STAGE + "=" + stage;
    }

    /** A trainer has no need of the teachers' keys. */
    private Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>(System.getenv());
        run.config()
                .teachers()
                .forEach(teacher -> environment.remove(teacher.endpoint().authVariable()));
        return environment;
    }

    private Exported exported(Path data) {
        String to = "file://" + data;
        return made.map(sets -> Exports.write(
                        sets.sets(), to, config.method().word(), run.workspace().configuration()))
                .orElseGet(() -> Exports.write(run.spark(), run.workspace(), new ExportConfig(List.of(FORMAT), to, ""))
                        .get(0));
    }

    private List<Stage> inputs(Path data) {
        Exported exported = exported(data);
        List<Stage> inputs = new ArrayList<>();
        for (String name : stages) {
            ExportedFile train = file(exported, name, Split.TRAIN)
                    .orElseThrow(() -> new UserException(
                            set(name),
                            "stage " + name + " has no example to train on",
                            "Run select with a lower threshold, or with a smaller split.held-out"));
            Optional<ExportedFile> heldOut = file(exported, name, Split.HELD_OUT);
            Path folder = data.resolve(exported.format());
            inputs.add(new Stage(
                    config.method().stage(name),
                    inputs.size() + 1,
                    folder.resolve(train.path()),
                    heldOut.map(file -> folder.resolve(file.path())),
                    train.rows(),
                    heldOut.map(ExportedFile::rows).orElse(0L)));
        }
        return inputs;
    }

    private static Optional<ExportedFile> file(Exported exported, String stage, String split) {
        return exported.files().stream()
                .filter(file -> file.stage().equals(stage) && file.split().equals(split))
                .findFirst();
    }

    private void writeCard(Path root, List<StageMark> marks) {
        Map<String, Map<String, Long>> teachers = new LinkedHashMap<>();
        stages.forEach(stage -> teachers.put(config.method().stage(stage), teachers(stage)));
        StudentCard card = new StudentCard(
                config, run.config().seed(), marks, teachers, run.journal().versions());
        try {
            Files.writeString(root.resolve(StudentCard.FILE), card.text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Long> teachers(String stage) {
        Map<String, Long> counts = new TreeMap<>();
        made.map(sets -> sets.sets().get(stage))
                .orElseGet(() -> run.spark().read().parquet(set(stage)))
                .where(col(DistillColumns.TEACHER).isNotNull())
                .groupBy(DistillColumns.TEACHER)
                .count()
                .collectAsList()
                .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
        return counts;
    }

    private Map<String, Object> figures(List<StageMark> marks, Path last) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("student", last.toString());
        figures.put("method", config.method().word());
        figures.put("methodSource", config.method().source());
        figures.put("baseModel", config.baseModel());
        figures.put("trainer", config.inJvm() ? "jvm" : "command");
        if (!config.inJvm()) {
            figures.put("command", String.join(" ", config.command()));
        }
        Map<String, Object> done = new LinkedHashMap<>();
        marks.forEach(mark -> done.put(
                mark.stage(),
                Map.of(
                        "id", mark.id(),
                        "startedFrom", mark.startedFrom(),
                        "examples", mark.examples(),
                        "heldOutExamples", mark.heldOutExamples(),
                        "seconds", mark.seconds(),
                        "endedAt", mark.endedAt())));
        figures.put("stages", done);
        return figures;
    }
}
