package dev.twt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The versions of docs/compatibility.md are those of the pom. */
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
        List<String> versions = Pattern.compile("<" + Pattern.quote(property) + ">([^<]+)<")
                .matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .map(version -> version.group(1))
                .toList();
        String line = Files.readAllLines(Path.of("docs", "compatibility.md")).stream()
                .filter(one -> one.startsWith("| " + row + " |"))
                .findFirst()
                .orElseThrow();

        assertThat(versions).isNotEmpty().allSatisfy(version -> assertThat(line).contains(version));
    }
}
