package dev.twt.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A configuration file of a test, and what reading it gives. */
final class Written {
    /** The least a run needs. */
    static final String LEAST = "workspace = ws\nquestions.paths = q.jsonl\n";

    private final Path file;
    private final Map<String, String> sets = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();

    private Written(Path file) {
        this.file = file;
    }

    static Written in(Path folder, String text) {
        return named(folder, "run.conf", text);
    }

    static Written named(Path folder, String name, String text) {
        try {
            return new Written(Files.writeString(folder.resolve(name), text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Written set(String key, String value) {
        sets.put(key, value);
        return this;
    }

    Written environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    RunConfig run() {
        return RunConfigs.effective(file, sets, environment).run();
    }

    String json() {
        return RunConfigs.effective(file, sets, environment).json();
    }

    /** What is wrong with it, places without the folder; empty if nothing is. */
    List<Problem> problems() {
        try {
            run();
            return List.of();
        } catch (UserException e) {
            String folder = file.getParent() + "/";
            return e.problems().stream()
                    .map(p -> new Problem(
                            p.where().replace(folder, ""),
                            p.what().replace(folder, ""),
                            p.fix().replace(folder, "")))
                    .toList();
        }
    }

    /** The only problem. */
    Problem problem() {
        List<Problem> problems = problems();
        if (problems.size() != 1) {
            throw new AssertionError("one problem was expected, not " + problems);
        }
        return problems.get(0);
    }
}
