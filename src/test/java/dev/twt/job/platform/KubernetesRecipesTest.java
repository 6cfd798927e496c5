package dev.twt.job.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.twt.job.TwtLine.Asked;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** jobs/kubernetes against the Spark operator's own schema, Spark's own spark-submit and the program's command line. */
class KubernetesRecipesTest {
    private static final Recipes KUBERNETES = new Recipes("kubernetes");
    private static final List<String> APPLICATIONS = List.of("spark-application-gpu.yaml", "spark-application.yaml");
    private static final String SCALA = "2.13";

    private static JsonSchema schema;

    @TempDir
    Path folder;

    /** The schema of the operator's resource definition; unknown fields, which Kubernetes drops, are refused here. */
    @BeforeAll
    static void readSchema() throws IOException {
        try (InputStream in =
                KubernetesRecipesTest.class.getResourceAsStream("/dev/twt/job/sparkapplication-v1beta2.schema.json")) {
            JsonNode whole = new ObjectMapper().readTree(in);
            close(whole);
            // Every resource has a name; the operator's definition leaves metadata to Kubernetes.
            ObjectNode metadata = (ObjectNode) whole.at("/properties/metadata");
            metadata.putObject("properties").set("name", new ObjectMapper().readTree("{\"type\": \"string\"}"));
            ((ObjectNode) metadata.get("properties")).putObject("namespace").put("type", "string");
            metadata.put("additionalProperties", false).putArray("required").add("name");
            schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(whole);
        }
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("type").asText().equals("object")
                && object.has("properties")
                && !object.has("additionalProperties")
                && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            object.put("additionalProperties", false);
        }
        node.forEach(KubernetesRecipesTest::close);
    }

    private static List<String> problems(JsonNode application) {
        return schema.validate(application).stream()
                .map(ValidationMessage::getMessage)
                .sorted()
                .toList();
    }

    @Test
    void shouldKnowEveryFile() throws IOException {
        assertThat(KUBERNETES.named(".yaml"))
                .containsExactly("service-account.yaml", "spark-application-gpu.yaml", "spark-application.yaml");
    }

    @TestFactory
    Stream<DynamicTest> shouldBeApplicationsThatTheOperatorKnows() {
        return APPLICATIONS.stream()
                .map(file -> DynamicTest.dynamicTest(file, () -> {
                    JsonNode application = KUBERNETES.yaml(file);
                    assertThat(problems(application)).isEmpty();
                    assertThat(application.get("apiVersion").asText()).isEqualTo("sparkoperator.k8s.io/v1beta2");
                    assertThat(application.get("kind").asText()).isEqualTo("SparkApplication");
                }));
    }

    @TestFactory
    Stream<DynamicTest> shouldStartWhatTheProgramUnderstands() {
        return Stream.of(
                DynamicTest.dynamicTest("spark-application.yaml", () -> {
                    JsonNode application = KUBERNETES.yaml("spark-application.yaml");
                    Asked asked = check(application);
                    assertThat(asked.calls()).containsExactly("run");
                    assertThat(Recipes.keys(asked.run()))
                            .isNotEmpty()
                            .allSatisfy(name -> assertThat(secret(application.at("/spec/driver/env"), name))
                                    .isEqualTo("twt-keys:openai"));
                    assertThat(application.at("/spec/executor/env").isMissingNode())
                            .as("the driver hands keys over")
                            .isTrue();
                }),
                DynamicTest.dynamicTest("spark-application-gpu.yaml", () -> {
                    JsonNode application = KUBERNETES.yaml("spark-application-gpu.yaml");
                    Asked asked = check(application);
                    assertThat(asked.calls()).containsExactly("generate");
                    assertThat(asked.run().generation().tasks())
                            .isEqualTo(
                                    application.at("/spec/executor/instances").asInt());
                    assertThat(Recipes.keys(asked.run())).isEmpty();
                }));
    }

    /** {@code SECRET:KEY} from which a variable comes. */
    private static String secret(JsonNode environment, String variable) {
        for (JsonNode entry : environment) {
            if (entry.get("name").asText().equals(variable)) {
                JsonNode reference = entry.at("/valueFrom/secretKeyRef");
                return reference.path("name").asText() + ":"
                        + reference.path("key").asText();
            }
        }
        return "";
    }

    private static Asked check(JsonNode application) throws IOException {
        JsonNode spec = application.get("spec");
        Map<String, String> settings = new TreeMap<>(Recipes.settings(spec.get("sparkConf")));
        Asked asked = KUBERNETES.check(
                new SparkSubmitLine(
                        spec.get("mainClass").asText(),
                        spec.get("mainApplicationFile").asText(),
                        Recipes.texts(spec.get("arguments")),
                        spec.get("mode").asText(),
                        settings),
                SCALA);
        assertThat(spec.get("mainApplicationFile").asText()).startsWith("local:///opt/twt/");
        assertThat(spec.get("sparkVersion").asText()).isEqualTo(version("4.0", "spark"));
        for (String pod : List.of("driver", "executor")) {
            assertThat(spec.at("/" + pod + "/serviceAccount").asText()).isEqualTo("twt");
            assertThat(spec.get(pod)
                            .get("nodeSelector")
                            .get("kubernetes.io/arch")
                            .asText())
                    .as("the natives in the jar")
                    .isEqualTo("amd64");
        }
        return asked;
    }

    /** A version of one of the two Spark lines, as the pom has it. */
    private static String version(String line, String of) throws IOException {
        return Recipes.property(
                "<spark.line>" + line.replace(".", "\\.") + "</spark.line>.*?<" + of + "\\.version>([^<]+)");
    }

    @Test
    void shouldSubmitWithoutTheOperator() throws Exception {
        Path shown = Files.writeString(
                folder.resolve("spark-submit"), "#!/bin/sh\nfor word in \"$@\"; do printf '%s\\0' \"$word\"; done\n");
        assertThat(shown.toFile().setExecutable(true)).isTrue();
        ProcessBuilder builder = new ProcessBuilder(
                KUBERNETES.folder().resolve("submit.sh").toString(),
                "run",
                "--config",
                "s3a://MY-BUCKET/twt/run.conf",
                "--set",
                "budget.usd=5");
        builder.environment()
                .putAll(Map.of(
                        "SPARK_SUBMIT", shown.toString(),
                        "KUBERNETES_MASTER", "https://cluster:6443",
                        "TWT_IMAGE", "registry/twt:1",
                        "TWT_CONF", "spark.executor.instances=3 spark.kubernetes.context=mine"));
        Process process = builder.redirectError(new File("/dev/null")).start();
        String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();

        SparkSubmitLine line = SparkSubmitLine.of(List.of(words.split("\0")));
        Asked asked = KUBERNETES.check(line, SCALA);

        assertThat(asked.calls()).containsExactly("run");
        assertThat(asked.run().budget().usd()).isEqualTo(5);
        assertThat(line.deployMode()).isEqualTo("cluster");
        assertThat(line.conf())
                .containsEntry("spark.kubernetes.container.image", "registry/twt:1")
                .containsEntry("spark.executor.instances", "3")
                .containsEntry("spark.kubernetes.context", "mine");
        assertThat(Recipes.keys(asked.run()))
                .allSatisfy(name -> assertThat(line.conf())
                        .containsEntry("spark.kubernetes.driver.secretKeyRef." + name, "twt-keys:openai"));
    }

    @Test
    void shouldSayWhatSubmitNeeds() throws Exception {
        Recipes.checkSyntax(KUBERNETES.folder().resolve("submit.sh"));
        ProcessBuilder builder =
                new ProcessBuilder(KUBERNETES.folder().resolve("submit.sh").toString(), "run");
        builder.environment().remove("KUBERNETES_MASTER");
        Process process = builder.redirectErrorStream(true).start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("KUBERNETES_MASTER")
                .contains("kubectl cluster-info");
        assertThat(process.waitFor()).isNotZero();
    }

    @Test
    void shouldBuildTheImageOfTheVersionsThatThePomNames() throws IOException {
        String dockerfile = KUBERNETES.text("Dockerfile");

        assertThat(dockerfile)
                .contains("ARG SPARK=" + version("4.0", "spark"))
                .contains("ARG HADOOP=" + version("4.0", "hadoop"))
                .contains("ARG SCALA=" + SCALA)
                .contains("SPARK=" + version("3.5", "spark") + " ")
                .contains("HADOOP=" + version("3.5", "hadoop") + " ")
                .contains("aws-java-sdk-bundle:" + Recipes.property("<aws.sdk1.version>([^<]+)"))
                .contains(Recipes.jar(SCALA).replace("_" + SCALA, "_${SCALA}"))
                .contains("/opt/twt/")
                .contains("-java17-");
    }

    @Test
    void shouldNameTheAccountThatThePodsTake() throws IOException {
        List<String> kinds = new ArrayList<>();
        KUBERNETES.yaml("service-account.yaml").get("items").forEach(item -> {
            kinds.add(item.get("kind").asText());
            assertThat(item.at("/metadata/name").asText()).isEqualTo("twt");
            assertThat(item.at("/metadata/namespace").asText()).isEqualTo("twt");
        });
        assertThat(kinds).containsExactly("ServiceAccount", "Role", "RoleBinding");
        for (String file : APPLICATIONS) {
            assertThat(KUBERNETES.yaml(file).at("/metadata/namespace").asText()).isEqualTo("twt");
        }
    }

    @Test
    void shouldRefuseWhatTheOperatorWouldRefuseOrDrop() throws IOException {
        ObjectNode application = KUBERNETES.yaml("spark-application.yaml").deepCopy();
        ((ObjectNode) application.get("spec"))
                .put("mainKlass", "dev.twt.job.Main")
                .put("type", "Kotlin")
                .remove("driver");
        ((ObjectNode) application.at("/spec/executor")).put("cores", "four").put("memoryOverhaed", "4g");

        assertThat(problems(application))
                .hasSize(5)
                .anyMatch(problem -> problem.contains("'mainKlass'"))
                .anyMatch(problem -> problem.contains("'memoryOverhaed'"))
                .anyMatch(problem -> problem.contains("'driver'"))
                .anyMatch(problem -> problem.contains("spec.type"))
                .anyMatch(problem -> problem.contains("executor.cores"));
    }

    @Test
    void shouldRefuseAKeyThatStandsTwice() throws IOException {
        Recipes twice = new Recipes(folder);
        Files.writeString(folder.resolve("twice.yaml"), "a: 1\na: 2\n");

        assertThatThrownBy(() -> twice.yaml("twice.yaml")).hasMessageContaining("duplicate key");
    }
}
