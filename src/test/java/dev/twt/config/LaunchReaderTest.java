package dev.twt.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchReaderTest {
    @TempDir
    Path folder;

    private TeacherConfig teacher(String block) {
        return Written.in(folder, Written.LEAST + "teachers.own { model = m, " + block + " }")
                .run()
                .teachers()
                .get(0);
    }

    private void assertRefused(String block, String... words) {
        assertThatThrownBy(() -> teacher(block))
                .isInstanceOfSatisfying(
                        UserException.class,
                        e -> assertThat(e.problems().toString()).contains(words));
    }

    @Test
    void shouldReadEveryKey() {
        TeacherConfig teacher = teacher("""
                backend = launched
                launch {
                  command = ["serve", "{model}", "--port={port}"]
                  ready-path = /ready
                  api-path = ""
                  ready-timeout = 90s
                  starts = 5
                  gpus = 2
                  environment { HF_HOME = /data, SOME_TOKEN = t }
                  discovery-script = /opt/gpus.sh
                  logs = /var/log/servers
                }
                """);

        assertThat(teacher.launch())
                .isEqualTo(new LaunchConfig(
                        List.of("serve", "{model}", "--port={port}"),
                        "/ready",
                        "",
                        Duration.ofSeconds(90),
                        5,
                        2,
                        Map.of("HF_HOME", "/data", "SOME_TOKEN", "t"),
                        "/opt/gpus.sh",
                        "/var/log/servers"));
        assertThat(teacher.launch().secrets()).containsExactly("t");
        assertThat(teacher.asksServer()).isTrue();
        assertThat(teacher.readsFiles()).isFalse();
    }

    @Test
    void shouldTakeThePortInAVariableAndBracesThatNameNothing() {
        assertThat(teacher("backend = launched, launch { command = [serve, \"{\\\"a\\\": 1}\"],"
                                + " environment { PORT = \"{port}\" } }")
                        .launch()
                        .command())
                .containsExactly("serve", "{\"a\": 1}");
    }

    @Test
    void shouldRefuseALaunchedTeacherWithoutACommand() {
        assertRefused("backend = launched", "teachers.own.launch.command", "needs the command");
    }

    @Test
    void shouldRefuseACommandThatSaysNoPort() {
        assertRefused("backend = launched, launch.command = [serve, \"8000\"]", "where the port goes", "{port}");
    }

    @Test
    void shouldRefuseAPlaceThatNothingIsFilledIn() {
        assertRefused(
                "backend = launched, launch.command = [serve, \"{prot}\", \"{port}\"]",
                "nothing is filled in for {prot}");
    }

    @Test
    void shouldRefuseAddressesOfALaunchedTeacherAndACommandOfAnother() {
        assertRefused(
                "backend = launched, launch.command = [\"{port}\"], endpoint.urls = \"http://h/v1\"",
                "teachers.own.endpoint.urls",
                "knows their addresses");
        assertRefused("backend = in-jvm, launch.command = [\"{port}\"]", "backend = in-jvm starts no server");
    }

    @Test
    void shouldRefuseAPathWithoutItsSlash() {
        assertRefused(
                "backend = launched, launch { command = [\"{port}\"], ready-path = health }", "Begin it with a slash");
    }
}
