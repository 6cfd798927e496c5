package dev.twt.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What users copy has to be accepted as it stands. */
class ShippedConfigsTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("TWT_DATA", "data");
    private static final Pattern BLOCK = Pattern.compile("```hocon\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> shouldAcceptEveryFileInConf() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("conf"))) {
            List<Path> configs = files.filter(file -> file.toString().endsWith(".conf"))
                    .sorted()
                    .toList();
            assertThat(configs).isNotEmpty();
            return configs.stream()
                    .map(file -> DynamicTest.dynamicTest(
                            file.toString(),
                            () -> assertThat(RunConfigs.effective(file, Map.of(), ENVIRONMENT)
                                            .run()
                                            .workspace())
                                    .isNotBlank()));
        }
    }

    @Test
    void shouldAcceptTheRunOfTheRoundsDocument() throws IOException {
        Matcher block = BLOCK.matcher(Files.readString(Path.of("docs", "rounds.md")));
        assertThat(block.find()).isTrue();
        Path file = Files.writeString(folder.resolve("run.conf"), block.group(1));

        assertThat(RunConfigs.effective(file, Map.of(), ENVIRONMENT)
                        .run()
                        .rounds()
                        .most())
                .isEqualTo(3);
    }

    @TestFactory
    Stream<DynamicTest> shouldAcceptEveryBlockOfTheTeachersDocument() throws IOException {
        Matcher blocks = BLOCK.matcher(Files.readString(Path.of("docs", "teachers.md")));
        List<String> found = blocks.results().map(result -> result.group(1)).toList();
        assertThat(found).hasSizeGreaterThan(2);
        return found.stream()
                .map(text -> DynamicTest.dynamicTest(text.lines().findFirst().orElse(""), () -> read(text)));
    }

    private void read(String text) throws IOException {
        boolean whole = text.contains("teachers");
        String block = whole
                ? text
                : "teachers.any { backend = openai, model = m, " + text + "\nendpoint.urls = \"http://h/v1\" }";
        Path file = Files.writeString(folder.resolve("run.conf"), "workspace = ws\nquestions = q.jsonl\n" + block);
        assertThat(RunConfigs.effective(file, Map.of(), ENVIRONMENT).run().teachers())
                .isNotEmpty();
    }
}
