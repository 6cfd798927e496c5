package dev.twt.job;

import dev.twt.toy.Exam;
import dev.twt.toy.Mark;
import dev.twt.toy.World;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Puts the tiny world's test questions to models. */
@Command(
        name = "exam",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        sortOptions = false,
        description = "Puts test questions to models and prints how many answers are right and how long they are.")
final class ToyExamCommand implements Callable<Integer> {
    private final StepRunner runner;

    @Option(names = "--world-seed", paramLabel = "N", description = "As of twt toy world, default ${DEFAULT-VALUE}.")
    private long worldSeed = 1;

    @Option(names = "--operations", paramLabel = "N", description = "As of twt toy world, default ${DEFAULT-VALUE}.")
    private int operations = 3;

    @Option(names = "--test", paramLabel = "N", description = "Questions, default ${DEFAULT-VALUE}.")
    private int test = 500;

    @Option(names = "--teacher", paramLabel = "NAME=FOLDER", description = "Asked as teachers are; repeatable.")
    private final Map<String, Path> teachers = new LinkedHashMap<>();

    @Option(names = "--student", paramLabel = "NAME=FOLDER", description = "Asked as students are; repeatable.")
    private final Map<String, Path> students = new LinkedHashMap<>();

    ToyExamCommand(StepRunner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() {
        return runner.run(this::examine, "twt toy exam");
    }

    private void examine(Console console) {
        Exam exam = new Exam(new World(worldSeed, operations), test);
        console.say(Mark.HEADING);
        teachers.forEach((name, model) -> console.say(exam.teacher(name, model).line()));
        students.forEach((name, model) -> console.say(exam.student(name, model).line()));
    }
}
