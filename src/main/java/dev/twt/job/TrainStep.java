package dev.twt.job;

import dev.twt.config.Problem;
import dev.twt.config.TrainConfig;
import dev.twt.config.TrainMethod;
import dev.twt.config.UserException;
import dev.twt.generation.GpuShare;
import dev.twt.generation.StopSignal;
import dev.twt.training.Stage;
import dev.twt.training.StageMark;
import dev.twt.training.Student;
import dev.twt.training.StudentCard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;

/** Trains the student on this machine, stage by stage, in this JVM or by a command. */
final class TrainStep {
    private final RunContext run;
    private final TrainConfig config;
    private final StopSignal signal;
    private final StudentSets sets;

    TrainStep(RunContext run, StopSignal signal) {
        this(run, signal, run.config().train(), run.config().train().sets());
    }

    /** @param stages the first ones of the configuration's, learned by our own method whatever is configured */
    TrainStep(RunContext run, StopSignal signal, List<String> stages) {
        this(run, signal, run.config().train().by(TrainMethod.TWT), stages);
    }

    private TrainStep(RunContext run, StopSignal signal, TrainConfig config, List<String> stages) {
        this.run = run;
        this.config = config.on(GpuShare.of(
                config.jvm().device(), new JavaSparkContext(run.spark().sparkContext()).resources()));
        this.signal = signal;
        this.sets = new StudentSets(run, config, stages);
    }

    Map<String, Object> run() {
        List<Problem> problems = sets.problems();
        if (!problems.isEmpty()) {
            throw new UserException(problems);
        }
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
        List<Stage> inputs = sets.written(root.resolve("data"), new HashMap<>());
        List<StageMark> marks = student.train(inputs);
        writeCard(root, marks);
        Path last = student.model(inputs.get(inputs.size() - 1));
        console.say("\nThe student:  " + last + "\nIts card:     " + root.resolve(StudentCard.FILE));
        return figures(marks, last);
    }

    /** A trainer has no need of the teachers' keys. */
    private Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>(System.getenv());
        run.config().secretVariables().forEach(environment::remove);
        return environment;
    }

    private void writeCard(Path root, List<StageMark> marks) {
        StudentCard card = new StudentCard(
                config,
                run.config().seed(),
                marks,
                sets.teachers(),
                run.journal().versions());
        try {
            Files.writeString(root.resolve(StudentCard.FILE), card.text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        figures.put("stages", stages(marks));
        return figures;
    }

    /** What each stage was trained from, with how many examples and how long. */
    static Map<String, Object> stages(List<StageMark> marks) {
        Map<String, Object> done = new LinkedHashMap<>();
        marks.forEach(mark -> done.put(
                mark.stage(),
                Map.of(
                        "id", mark.id(),
                        "startedFrom", mark.startedFrom(),
                        "examples", mark.examples(),
                        "heldOutExamples", mark.heldOutExamples(),
                        "seconds", mark.seconds(),
                        "device", mark.device(),
                        "endedAt", mark.endedAt())));
        return done;
    }
}
