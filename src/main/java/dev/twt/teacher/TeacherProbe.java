package dev.twt.teacher;

import dev.twt.config.TeacherConfig;
import dev.twt.config.UserException;
import dev.twt.model.CausalLms;
import dev.twt.model.file.ModelException;
import dev.twt.teacher.http.CallAddress;
import dev.twt.teacher.http.Keys;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Tries a teacher before a run relies on it. A server is asked for its models and one question at each of its addresses,
 * which costs a few tokens; of a model in the JVM everything but its weights is opened.
 */
public final class TeacherProbe {
    /** Longest answer that a server is asked for, in tokens. */
    public static final int MOST_TOKENS = 8;

    private TeacherProbe() {}

    /**
     * What was seen, good and bad; faults of the teacher are findings, never exceptions.
     *
     * @param loadedHere whether a run loads the model into this machine's memory
     */
    public static List<Finding> of(TeacherConfig config, boolean loadedHere) {
        return of(config, loadedHere, System.getenv());
    }

    static List<Finding> of(TeacherConfig config, boolean loadedHere, Map<String, String> environment) {
        try {
            if (config.launches()) {
                return LaunchProbe.of(config, environment);
            }
            return config.asksServer() ? server(config, environment) : files(config, loadedHere);
        } catch (UserException e) {
            return e.problems().stream().map(Finding::fail).toList();
        } catch (ModelException e) {
            return List.of(failed(config, e));
        }
    }

    private static List<Finding> server(TeacherConfig config, Map<String, String> environment) {
        new HttpTeacher(config, environment).close(); // refuses what no run can use
        Keys keys = Keys.of(config, environment);
        List<Finding> found = new ArrayList<>();
        found.add(Finding.ok(
                "teachers." + config.name(),
                keys.origin().isEmpty() ? "no key is named" : "a key is in " + keys.origin()));
        ExecutorService executor = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "twt-probe-" + config.name());
            thread.setDaemon(true);
            return thread;
        });
        try {
            EndpointProbe probe = new EndpointProbe(config, keys, environment, executor);
            for (URI address : CallAddress.all(config.endpoint())) {
                found.addAll(probe.of(address));
            }
        } finally {
            executor.shutdown();
        }
        return found;
    }

    private static List<Finding> files(TeacherConfig config, boolean loadedHere) {
        String where = "teachers." + config.name();
        try (PromptCounter counter = PromptCounter.open(config)) {
            if (!config.backend().equals("in-jvm")) {
                return List.of(Finding.ok(where, "the recorded answers can be read"));
            }
            long parameters = counter.parameters().orElse(0);
            Finding opened = Finding.ok(
                    where,
                    String.format(
                            Locale.ROOT,
                            "the model can be opened: %,d million weights, %,d tokens of context",
                            parameters / 1_000_000,
                            counter.contextLength().orElse(0)));
            return loadedHere ? List.of(opened, memory(config, parameters)) : List.of(opened);
        }
    }

    private static Finding memory(TeacherConfig config, long parameters) {
        try {
            CausalLms.checkMemory(Teachers.spec(config), parameters);
            return Finding.ok("teachers." + config.name(), "its weights fit the free memory");
        } catch (ModelException e) {
            return failed(config, e);
        }
    }

    private static Finding failed(TeacherConfig config, ModelException e) {
        return Finding.fail("teachers." + config.name() + ": " + e.where(), e.what(), e.fix());
    }
}
