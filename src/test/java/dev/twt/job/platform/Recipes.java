package dev.twt.job.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.config.EndpointConfig;
import dev.twt.config.RunConfig;
import dev.twt.job.TwtLine;
import dev.twt.job.TwtLine.Asked;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files of one platform under jobs/, and what every recipe has to keep to. */
final class Recipes {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MAIN = "dev.twt.job.Main";

    private final Path folder;

    Recipes(String platform) {
        this(Path.of("jobs", platform));
    }

    Recipes(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /** Files with this ending, by name. */
    List<String> named(String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    String text(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    JsonNode json(String name) throws IOException {
        return JSON.readTree(text(name));
    }

    /** A YAML file of one document as JSON; a key that stands twice is refused. */
    JsonNode yaml(String name) throws IOException {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return JSON.valueToTree(new Yaml(new SafeConstructor(options)).<Object>load(text(name)));
    }

    static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(value -> texts.add(value.asText()));
        return texts;
    }

    static Map<String, String> settings(JsonNode object) {
        Map<String, String> settings = new TreeMap<>();
        object.fields()
                .forEachRemaining(
                        entry -> settings.put(entry.getKey(), entry.getValue().asText()));
        return settings;
    }

    /** Name of the jar that {@code make package} makes for a Scala version, as the pom has it. */
    static String jar(String scala) throws IOException {
        assertThat(pom()).contains("<scala.binary.version>" + scala + "</scala.binary.version>");
        return "twt-spark_" + scala + "-" + property("twt-spark</artifactId>\\s*<version>([^<]+)") + "-all.jar";
    }

    /** What the first group finds in the pom. */
    static String property(String pattern) throws IOException {
        Matcher found = Pattern.compile(pattern, Pattern.DOTALL).matcher(pom());
        assertThat(found.find()).as(pattern + " in pom.xml").isTrue();
        return found.group(1);
    }

    private static String pom() throws IOException {
        return Files.readString(Path.of("pom.xml"));
    }

    /**
     * Class, jar, arguments and settings of one start of the program.
     *
     * @return what it asks for
     */
    Asked check(SparkSubmitLine line, String scala) throws IOException {
        assertThat(line.mainClass()).isEqualTo(MAIN);
        assertThat(line.jar()).endsWith("/" + jar(scala));
        Asked asked = TwtLine.asked(line.arguments(), folder);
        checkSettings(line.conf(), asked.run());
        return asked;
    }

    /** Spark's own settings are such, and no key of a teacher stands in one. */
    void checkSettings(Map<String, String> conf, RunConfig run) {
        assertThat(SparkSubmitLine.unknown(conf.keySet())).isEmpty();
        List<String> secret = run.teachers().stream()
                .map(teacher -> teacher.endpoint())
                .flatMap(endpoint ->
                        Stream.concat(Stream.of(endpoint.authVariable()), endpoint.headers().values().stream()))
                .filter(name -> !name.isEmpty())
                .toList();
        conf.forEach((key, value) -> {
            if (secret.stream().anyMatch(key::endsWith)) {
                assertThat(value).as(key).matches("EMR\\.secret@.+|[a-z0-9-]+:[a-zA-Z0-9_.-]+");
                assertThat(key).as("a reference").matches(".*(secretKeyRef|driverEnv)\\..*");
            }
        });
    }

    /** The names of the variables and files in which a run's keys stand. */
    static List<String> keys(RunConfig run) {
        return run.teachers().stream()
                .map(teacher -> teacher.endpoint())
                .map(Recipes::key)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static String key(EndpointConfig endpoint) {
        return endpoint.authVariable().isEmpty() ? endpoint.authFile() : endpoint.authVariable();
    }

    /** What bash says about a script that it only reads. */
    static void checkSyntax(Path script) throws IOException, InterruptedException {
        Process bash = new ProcessBuilder("bash", "-n", script.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(said).isZero();
        assertThat(Files.readString(script)).contains("set -euo pipefail");
    }
}
