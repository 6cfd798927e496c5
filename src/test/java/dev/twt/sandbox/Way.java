package dev.twt.sandbox;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.twt.config.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A tool and a user that may be tried on this machine.
 *
 * @param name for test reports
 */
record Way(String name, Tool tool, Caller caller, String python) {
    private static final Map<String, String> REASONS = new ConcurrentHashMap<>();
    private static final Map<String, Python> INTERPRETERS = new ConcurrentHashMap<>();

    /** Every way there is; as root, the plain user is nobody, who cannot read an interpreter below /root. */
    static List<Way> all() {
        Caller here = Caller.here();
        List<Tool> tools = List.of(new Bubblewrap(), new Unshare());
        if (!here.root()) {
            return tools.stream()
                    .map(tool -> new Way(tool.name() + " as a plain user", tool, here, "python3"))
                    .toList();
        }
        Caller nobody = new Caller(false, List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        String ofTheSystem = Files.isExecutable(Path.of("/usr/bin/python3")) ? "/usr/bin/python3" : "python3";
        return tools.stream()
                .flatMap(tool -> java.util.stream.Stream.of(
                        new Way(tool.name() + " as root", tool, here, "python3"),
                        new Way(tool.name() + " as a plain user", tool, nobody, ofTheSystem)))
                .toList();
    }

    /** A judge of this way; the test is skipped where it does not work. */
    CodeJudge judge(SandboxLimits limits) throws InterruptedException {
        String reason = REASONS.computeIfAbsent(name, n -> reason());
        assumeTrue(reason.isEmpty(), () -> name + " does not work here: " + reason);
        return new CodeJudge(new Sandbox(tool, caller, interpreter()), limits);
    }

    /** Asked once: a version manager's script takes its time. */
    private Python interpreter() {
        return INTERPRETERS.computeIfAbsent(python, Python::find);
    }

    private String reason() {
        try {
            new SandboxSearch(List.of(tool), caller, interpreter(), Limits.usual()).find();
            return "";
        } catch (UserException e) {
            return e.getMessage();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
