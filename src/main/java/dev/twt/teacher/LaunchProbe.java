package dev.twt.teacher;

import dev.twt.config.TeacherConfig;
import dev.twt.process.SessionLeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks at a launched teacher before a run. Nothing is started: that may take minutes and belongs on executors. */
final class LaunchProbe {
    private LaunchProbe() {}

    static List<Finding> of(TeacherConfig config, Map<String, String> environment) {
        LaunchedTeacher.check(config, environment);
        String where = "teachers." + config.name();
        SessionLeader.prefix(where + ".launch.command", environment);
        String program = config.launch().command().get(0);
        List<Finding> found = new ArrayList<>();
        found.add(Finding.ok(where, "this machine can end a server with all it starts"));
        found.add(
                SessionLeader.find(program, environment).isPresent()
                        ? Finding.ok(where, program + " is on this machine; executors need it as well")
                        : Finding.warn(
                                where,
                                program + " is not on this machine's PATH",
                                "Install it on every executor, or name it by its whole path in launch.command; where"
                                        + " executors are other machines, look there"));
        return found;
    }
}
