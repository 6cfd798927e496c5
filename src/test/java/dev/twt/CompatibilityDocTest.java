package dev.twt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The versions of docs/compatibility.md, and those whose advisories docs/security.md tells, are those of the pom. */
class CompatibilityDocTest {
    @ParameterizedTest
    @CsvSource({
        "Spark, spark.version",
        "Scala, scala.binary.version",
        "'Hadoop (client, S3A)', hadoop.version",
        "RAPIDS plan check, rapids.version",
        "libtorch by DJL, libtorch.version",
        "libtorch by DJL, djl.version",
        "ONNX Runtime (embeddings), onnxruntime.version",
        "'AWS SDK for S3A, in `jobs/twt` alone', aws.sdk.version",
        "'AWS SDK for S3A, in `jobs/twt` alone', aws.sdk1.version",
        "Java, maven.compiler.release"
    })
    void shouldNameTheVersionsOfThePom(String row, String property) throws IOException {
        checkRow("compatibility.md", row, property);
    }

    @ParameterizedTest
    @CsvSource({
        "DJL, djl.api.version",
        "DJL, djl.version",
        "libtorch, libtorch.version",
        "ONNX Runtime, onnxruntime.version",
        "all-MiniLM-L6-v2, minilm.version",
        "Typesafe Config, typesafe.config.version",
        "picocli, picocli.version",
        "Gson, gson.version",
        "JNA, jna.version",
        "JMustache, jmustache.version",
        "XChart, xchart.version",
        "Batik, batik.version"
    })
    void shouldTellTheAdvisoriesOfWhatIsBundled(String row, String property) throws IOException {
        checkRow("security.md", row, property);
    }

    private static void checkRow(String document, String row, String property) throws IOException {
        List<String> versions = Pattern.compile("<" + Pattern.quote(property) + ">([^<]+)<")
                .matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .map(version -> version.group(1))
                .toList();
        String line = Files.readAllLines(Path.of("docs", document)).stream()
                .filter(one -> one.matches("\\| " + Pattern.quote(row) + "[ ,].*\\|"))
                .findFirst()
                .orElseThrow();

        assertThat(versions).isNotEmpty().allSatisfy(version -> assertThat(line).contains(version));
    }
}
