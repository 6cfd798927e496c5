package dev.twt.teacher;

import dev.twt.config.LaunchConfig;
import dev.twt.config.PromptStyle;
import dev.twt.testing.ServerMain;
import java.util.List;

/** A JVM that has a launched teacher, says so, and waits to be ended. */
final class LaunchingJvm {
    private LaunchingJvm() {}

    /** Argument: a folder for marks and logs. */
    public static void main(String[] arguments) throws Exception {
        LaunchConfig launch = LaunchConfig.of(ServerMain.command("marks", arguments[0] + "/marks", "child", "1"))
                .withLogs(arguments[0]);
        Teacher teacher = Teachers.open(
                TeacherConfigs.of("launched", "served-model", PromptStyle.AUTO).withLaunch(launch));
        TeacherRequest request = new TeacherRequest(
                "id",
                0,
                List.of(),
                TeacherConfigs.of("openai", "m", PromptStyle.AUTO).sampling(),
                1);
        while (!(teacher.answer(request).get() instanceof Outcome.Answered)) {
            Thread.sleep(50);
        }
        System.out.println("ready");
        Thread.sleep(600_000);
    }
}
