package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.testing.CountingServer;
import dev.twt.testing.SparkDistribution;
import dev.twt.testing.SparkSessions;
import dev.twt.testing.Submission;
import dev.twt.testing.SumQuestions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the packaged jars hold, beside the jars of a real Spark. */
@Timeout(600)
class PackagedJarIT {
    private static SparkDistribution spark;

    @TempDir
    Path folder;

    @BeforeAll
    static void find() {
        spark = SparkDistribution.orSkip();
    }

    private static Set<String> names(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Set<String> names = new TreeSet<>();
            file.stream().filter(entry -> !entry.isDirectory()).forEach(entry -> names.add(entry.getName()));
            return names;
        }
    }

    private static String text(Path jar, String name) throws IOException {
        try (JarFile file = new JarFile(jar.toFile());
                InputStream in = file.getInputStream(file.getEntry(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "slim"})
    void shouldHoldNoClassThatSparkBrings(String kind) throws IOException {
        Set<String> ours = names(spark.jar(kind));
        Set<String> twice = new TreeSet<>();
        for (Path jar : spark.ownJars()) {
            for (String name : names(jar)) {
                if (name.endsWith(".class") && ours.contains(name)) {
                    twice.add(jar.getFileName() + " " + name);
                }
            }
        }
        assertThat(twice).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "slim"})
    void shouldSayWhatItHoldsAndUnderWhichLicences(String kind) throws IOException {
        Path jar = spark.jar(kind);
        Set<String> bundled = new TreeSet<>();
        for (JsonNode component : new ObjectMapper()
                .readTree(text(jar, "META-INF/sbom/twt-spark.cdx.json"))
                .path("components")) {
            bundled.add(component.path("group").asText() + ":"
                    + component.path("name").asText() + ":"
                    + component.path("version").asText());
        }
        assertThat(bundled)
                .contains("ai.djl:api:0.38.0", "com.google.code.gson:gson:2.13.1")
                .noneMatch(name -> name.startsWith("org.apache.spark") || name.startsWith("org.slf4j"));
        assertThat(bundled.stream().anyMatch(name -> name.startsWith("ai.djl.pytorch:pytorch-native-cpu")))
                .isEqualTo(kind.equals("all"));
        String licences = text(jar, "META-INF/THIRD-PARTY.txt");
        assertThat(bundled).allSatisfy(name -> assertThat(licences).contains("(" + name + " "));
        assertThat(licences.lines().filter(line -> line.contains(" - http"))).hasSameSizeAs(bundled);
        assertThat(text(jar, "META-INF/LICENSE")).contains("Apache License");
        assertThat(text(jar, "META-INF/NOTICE")).contains("TwT on Spark", "JMustache");
        assertThat(names(jar))
                .contains(
                        "META-INF/licences/libtorch.txt",
                        "META-INF/licences/onnxruntime.txt",
                        "META-INF/licences/jmustache.txt",
                        "ThirdPartyNotices.txt");
    }

    @Test
    void shouldHoldNativesForLinuxAndWhatDjlFindsByName() throws IOException {
        Set<String> all = names(spark.jar("all"));
        assertThat(all)
                .contains(
                        "pytorch/cpu/linux-x86_64/libtorch_cpu.so",
                        "native/lib/linux-x86_64/cpu/libtokenizers.so",
                        "ai/onnxruntime/native/linux-x64/libonnxruntime.so",
                        "jnilib/linux-x86_64/cpu/libdjl_torch.so",
                        "com/sun/jna/linux-x86-64/libjnidispatch.so",
                        "dev/twt/shaded/gson/Gson.class",
                        "dev/twt/shaded/config/Config.class",
                        "all-minilm-l6-v2.onnx")
                .noneMatch(name -> name.matches(".*\\.(dll|dylib|pdb|SF|DSA|RSA)"));
        assertThat(names(spark.jar("slim"))).noneMatch(name -> name.startsWith("pytorch/"));
        assertThat(text(spark.jar("all"), "META-INF/services/ai.djl.engine.EngineProvider"))
                .contains("ai.djl.pytorch.engine.PtEngineProvider");
    }

    /** A copy of the slim jar without some of its entries. */
    private Path without(String prefix) throws IOException {
        Path copy = folder.resolve("twt-without.jar");
        try (JarFile file = new JarFile(spark.jar("slim").toFile());
                OutputStream out = Files.newOutputStream(copy);
                JarOutputStream jar = new JarOutputStream(out)) {
            jar.setLevel(0);
            for (JarEntry entry : file.stream().toList()) {
                if (!entry.getName().startsWith(prefix)) {
                    jar.putNextEntry(new JarEntry(entry.getName()));
                    try (InputStream in = file.getInputStream(entry)) {
                        in.transferTo(jar);
                    }
                    jar.closeEntry();
                }
            }
        }
        return copy;
    }

    /** Two samples a question, so that select compares them by their embeddings. */
    private Submission run(Path jar) throws Exception {
        SumQuestions.write(folder.resolve("questions.jsonl"), 4);
        try (CountingServer server = new CountingServer(5)) {
            Path config = Files.writeString(folder.resolve("run.conf"), """
                    workspace = "%1$s/ws"
                    questions = "%1$s/questions.jsonl"
                    teachers.served {
                      backend = openai
                      model = fake-1
                      endpoint.urls = "%2$s"
                      samples = 2
                      sampling.temperature = 0.7
                    }
                    """.formatted(folder, server.url()));
            return Submission.of(
                    spark,
                    jar,
                    folder,
                    List.of("--master", "local[1]", "--driver-memory", "700m", "--", "run", "--config", config + ""));
        }
    }

    @Test
    void shouldSelectWithEmbeddingsFromTheJar() throws Exception {
        Submission run = run(spark.jar("slim"));

        assertThat(run.code()).as(run.said()).isEqualTo(ExitCode.DONE);
        assertThat(SparkSessions.shared()
                        .read()
                        .parquet(folder.resolve("ws/scored").toString())
                        .where("embedding is not null")
                        .count())
                .isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ai/onnxruntime/native/", "native/lib/linux"})
    void shouldSayOnOneScreenWhichNativeLibraryIsMissing(String natives) throws Exception {
        Submission run = run(without(natives));

        assertThat(run.code()).as(run.said()).isEqualTo(ExitCode.USER);
        assertThat(run.saidInOneLine())
                .contains(natives.startsWith("ai/") ? "ONNX Runtime's native library" : "tokenizer");
        assertThat(run.said()).doesNotContain("\tat dev.twt");
    }
}
