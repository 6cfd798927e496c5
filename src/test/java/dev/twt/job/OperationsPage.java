package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What docs/operations.md shows. A block of it is marked by {@code <!-- printed: NAME, exit CODE -->}; the scene of that
 * name is played, and what it prints last has to be the block. Only where the run lies, who is at work and where lines
 * end may differ.
 */
final class OperationsPage {
    private static final Path PAGE = Path.of("docs", "operations.md");
    private static final Pattern BLOCK =
            Pattern.compile("<!-- printed: ([a-z-]+), exit (\\d) -->\n+```\n(.*?)```", Pattern.DOTALL);

    /** How a whole screen begins; a block that begins later would show half of it. */
    private static final List<String> BEGINNINGS = List.of(
            "One thing to mend:",
            "2 things to mend:",
            "Stopped early:",
            "Teacher served was given up:",
            "This is a fault",
            "twt is not built",
            "Missing required option");

    private OperationsPage() {}

    static Map<String, PrintedMessages.Printed> blocks() throws IOException {
        Map<String, PrintedMessages.Printed> blocks = new LinkedHashMap<>();
        BLOCK.matcher(Files.readString(PAGE))
                .results()
                .forEach(block -> blocks.put(
                        block.group(1), new PrintedMessages.Printed(block.group(3), Integer.parseInt(block.group(2)))));
        return blocks;
    }

    /** Plays a scene and compares. */
    static void check(String name, Path folder) throws Exception {
        PrintedMessages.Printed printed =
                new PrintedMessages(folder).scenes().get(name).play();
        String said = plain(printed.text(), folder);
        PrintedMessages.Printed shown = blocks().get(name);
        assertThat(shown)
                .as("docs/operations.md has no block of it; it prints\n" + said + "\nexit " + printed.code())
                .isNotNull();
        assertThat(oneLine(said)).as(said).endsWith(oneLine(shown.text()));
        assertThat(printed.code()).isEqualTo(shown.code());
        assertThat(BEGINNINGS).as("the beginning of " + shown.text()).anyMatch(shown.text()::startsWith);
    }

    /** With the names that the page gives to what differs from run to run. */
    private static String plain(String said, Path folder) {
        return said.replace(folder.toString(), "/data")
                .replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:8000")
                .replaceAll(
                        "process \\d+ of \\S+ on\\s+\\S+,\\s+since\\s+\\S+Z",
                        "process 4711 of ada on driver-1, since 2026-03-01T08:00:00Z")
                .replaceAll("--port \\d+", "--port 8080");
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
