package dev.twt.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
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
        try (Stream<Path> own = Files.list(Path.of("conf"));
                Stream<Path> demo = Files.list(Path.of("conf", "demo"))) {
            List<Path> configs = Stream.concat(own, demo)
                    .filter(file -> file.toString().endsWith(".conf"))
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

    @Test
    void shouldAcceptTheRunOfTheCompressionDocument() throws IOException {
        Matcher block = BLOCK.matcher(Files.readString(Path.of("docs", "compress.md")));
        assertThat(block.find()).isTrue();
        Path file = Files.writeString(folder.resolve("run.conf"), block.group(1));

        assertThat(RunConfigs.effective(file, Map.of(), ENVIRONMENT)
                        .run()
                        .compress()
                        .stages())
                .containsExactly("compressed-1", "compressed-2");
    }

    @Test
    void shouldAcceptTheRunOfTheEvaluationDocument() throws IOException {
        Matcher block = BLOCK.matcher(Files.readString(Path.of("docs", "evaluate.md")));
        assertThat(block.find()).isTrue();
        Path file = Files.writeString(folder.resolve("run.conf"), block.group(1));
        EvaluateConfig evaluate =
                RunConfigs.effective(file, Map.of(), ENVIRONMENT).run().evaluate();

        assertThat(evaluate.answerers()).containsExactly("free", "full", "base", "large");
        assertThat(evaluate.questions().fields()).containsEntry("gold", "answer");
    }

    @TestFactory
    Stream<DynamicTest> shouldTakeEveryPresetInConfByItsName() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("conf", "presets"))) {
            List<String> names = files.map(file -> file.getFileName().toString().replace(".conf", ""))
                    .sorted()
                    .toList();
            assertThat(names).containsExactlyInAnyOrderElementsOf(Reference.PRESETS);
            return names.stream().map(name -> DynamicTest.dynamicTest(name, () -> take(name)));
        }
    }

    private void take(String preset) throws IOException {
        Path file = Files.writeString(
                folder.resolve("run.conf"),
                "workspace = ws\nquestions = q.jsonl\nteachers.t.model = t.gguf\nselection.preset = " + preset);
        SelectionConfig selection =
                RunConfigs.effective(file, Map.of(), ENVIRONMENT).run().selection();
        assertThat(selection.preset()).isEqualTo(preset);
        Config written = ConfigFactory.parseFile(
                Path.of("conf", "presets", preset + ".conf").toFile());
        assertThat(selection.quality().threshold()).isEqualTo(written.getDouble("selection.quality.threshold"));
        assertThat(selection.diversity().teachers()).isEqualTo(written.getString("selection.diversity.teachers"));
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
