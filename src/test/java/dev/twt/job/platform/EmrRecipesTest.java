package dev.twt.job.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twt.job.TwtLine.Asked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.emr.model.AddJobFlowStepsRequest;
import software.amazon.awssdk.services.emr.model.RunJobFlowRequest;
import software.amazon.awssdk.services.emrcontainers.model.StartJobRunRequest;
import software.amazon.awssdk.services.emrserverless.model.CreateApplicationRequest;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** jobs/emr against the request classes of AWS's SDK, Spark's own spark-submit and the program's own command line. */
class EmrRecipesTest {
    private static final Recipes EMR = new Recipes("emr");

    /** Every JSON file, and the request that it is. */
    private static final Map<String, Supplier<SdkBuilder<?, ?>>> REQUESTS = new TreeMap<>(Map.of(
            "cluster.json", RunJobFlowRequest::builder,
            "cluster-gpu.json", RunJobFlowRequest::builder,
            "steps.json", AddJobFlowStepsRequest::builder,
            "steps-run.json", AddJobFlowStepsRequest::builder,
            "steps-gpu.json", AddJobFlowStepsRequest::builder,
            "steps-train.json", AddJobFlowStepsRequest::builder,
            "serverless-application.json", CreateApplicationRequest::builder,
            "serverless-run.json", software.amazon.awssdk.services.emrserverless.model.StartJobRunRequest::builder,
            "eks-run.json", StartJobRunRequest::builder));

    /** EMR 7 is Spark 3.5 of Scala 2.12. */
    private static final String SCALA = "2.12";

    @TempDir
    Path folder;

    @Test
    void shouldKnowTheRequestOfEveryFile() throws IOException {
        assertThat(EMR.named(".json")).containsExactlyElementsOf(REQUESTS.keySet());
    }

    @TestFactory
    Stream<DynamicTest> shouldBeRequestsThatTheServiceKnows() {
        return REQUESTS.entrySet().stream()
                .map(file -> DynamicTest.dynamicTest(
                        file.getKey(),
                        () -> assertThat(problems(file.getKey(), EMR.json(file.getKey())))
                                .isEmpty()));
    }

    /** Which cluster its steps belong to is told when they are sent. */
    private static List<String> problems(String file, JsonNode json) {
        List<String> problems = AwsRequest.problems(json, REQUESTS.get(file).get());
        return problems.stream()
                .filter(problem -> !problem.equals("/JobFlowId: this field is required"))
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> shouldHaveStepsThatSparkAndTheProgramUnderstand() throws IOException {
        return EMR.named(".json").stream()
                .filter(name -> name.startsWith("steps"))
                .flatMap(name -> steps(name).stream()
                        .map(step -> DynamicTest.dynamicTest(
                                name + ": " + step.get("Name").asText(), () -> checkStep(name, step))));
    }

    private static List<JsonNode> steps(String name) {
        try {
            List<JsonNode> steps = new ArrayList<>();
            EMR.json(name).get("Steps").forEach(steps::add);
            assertThat(steps).isNotEmpty();
            return steps;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void checkStep(String file, JsonNode step) throws IOException {
        JsonNode jar = step.get("HadoopJarStep");
        assertThat(jar.get("Jar").asText()).isEqualTo("command-runner.jar");
        List<String> words = Recipes.texts(jar.get("Args"));
        assertThat(words.get(0)).isEqualTo("spark-submit");
        List<String> line = new ArrayList<>(List.of("--master", "yarn"));
        line.addAll(words.subList(1, words.size()));
        SparkSubmitLine submit = SparkSubmitLine.of(line);

        Asked asked = EMR.check(submit, SCALA);

        assertThat(submit.deployMode()).isEqualTo("cluster");
        assertThat(asked.calls()).hasSize(1);
        assertThat(asked.config()).startsWith("s3://MY-BUCKET/twt/");
        assertThat(asked.run().workspace()).startsWith("s3://MY-BUCKET/");
        if (file.equals("steps-train.json") && asked.calls().contains("trainGrid")) {
            assertThat(asked.run().train().baseModel()).startsWith("/mnt/models/");
            assertThat(submit.conf().get("spark.executor.cores"))
                    .isEqualTo(Integer.toString(asked.run().grid().cores()));
        }
    }

    @Test
    void shouldGoThroughTheWholePipeline() {
        List<String> all = steps("steps.json").stream()
                .map(step -> Recipes.texts(step.get("HadoopJarStep").get("Args")))
                .map(words -> words.get(words.indexOf("--config") - 1))
                .toList();
        assertThat(all).containsExactly("doctor", "plan", "generate", "select", "audit", "report");
        assertThat(steps("steps-run.json")).hasSize(1);
    }

    @Test
    void shouldGiveEachServerAGpuOfTheCluster() throws IOException {
        JsonNode groups = EMR.json("cluster-gpu.json").get("Instances").get("InstanceGroups");
        int gpus = 0;
        for (JsonNode group : groups) {
            gpus += group.get("InstanceType").asText().startsWith("g")
                    ? group.get("InstanceCount").asInt()
                    : 0;
        }
        JsonNode generate = steps("steps-gpu.json").get(0).get("HadoopJarStep").get("Args");
        List<String> words = new ArrayList<>(List.of("--master", "yarn"));
        words.addAll(Recipes.texts(generate).subList(1, generate.size()));
        SparkSubmitLine line = SparkSubmitLine.of(words);
        Asked asked = EMR.check(line, SCALA);

        assertThat(asked.run().generation().tasks()).isEqualTo(gpus);
        assertThat(line.conf()).containsEntry("spark.executor.instances", Integer.toString(gpus));
        assertThat(asked.run().teachers())
                .allSatisfy(teacher -> assertThat(teacher.launch().gpus()).isEqualTo(1));
    }

    @Test
    void shouldRunServerless() throws IOException {
        JsonNode run = EMR.json("serverless-run.json");
        JsonNode driver = run.get("jobDriver").get("sparkSubmit");

        check(driver, run, "spark.emr-serverless.driverEnv.");
        assertThat(EMR.json("serverless-application.json").get("architecture").asText())
                .as("the natives in the jar")
                .isEqualTo("X86_64");
    }

    @Test
    void shouldRunOnEks() throws IOException {
        JsonNode run = EMR.json("eks-run.json");

        check(run.get("jobDriver").get("sparkSubmitJobDriver"), run, "spark.kubernetes.driver.secretKeyRef.");
    }

    private static void check(JsonNode driver, JsonNode run, String environment) throws IOException {
        SparkSubmitLine line = SparkSubmitLine.of(
                driver.get("sparkSubmitParameters").asText(),
                driver.get("entryPoint").asText(),
                Recipes.texts(driver.get("entryPointArguments")));
        Asked asked = EMR.check(line, SCALA);
        assertThat(asked.calls()).containsExactly("run");

        JsonNode defaults = run.get("configurationOverrides")
                .get("applicationConfiguration")
                .get(0);
        assertThat(defaults.get("classification").asText()).isEqualTo("spark-defaults");
        Map<String, String> settings = Recipes.settings(defaults.get("properties"));
        EMR.checkSettings(settings, asked.run());
        assertThat(Recipes.keys(asked.run()))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(settings).containsKey(environment + name));
        assertThat("spark.emr-serverless.driverEnv.OPENAI_API_KEY").matches(hidden(settings));
    }

    /** Spark shows settings on its pages; this one says which it hides. */
    private static String hidden(Map<String, String> settings) {
        return "(?s).*(?:" + settings.get("spark.redaction.regex") + ").*";
    }

    @Test
    void shouldBringTheKeysThatTheRunNames() throws IOException {
        List<String> arguments = new ArrayList<>();
        JsonNode cluster = EMR.json("cluster.json");
        cluster.get("BootstrapActions")
                .forEach(action -> arguments.addAll(
                        Recipes.texts(action.get("ScriptBootstrapAction").get("Args"))));
        JsonNode step = steps("steps-run.json").get(0).get("HadoopJarStep").get("Args");
        List<String> words = new ArrayList<>(List.of("--master", "yarn"));
        words.addAll(Recipes.texts(step).subList(1, step.size()));
        Asked asked = EMR.check(SparkSubmitLine.of(words), SCALA);

        assertThat(EMR.text("bootstrap.sh")).contains("/etc/twt/keys/$2").contains("/mnt/models/$2");
        assertThat(Recipes.keys(asked.run())).isNotEmpty().allSatisfy(file -> {
            assertThat(file).startsWith("/etc/twt/keys/");
            assertThat(String.join(" ", arguments)).contains("key " + file.substring("/etc/twt/keys/".length()) + " ");
        });
    }

    @Test
    void shouldWriteTheKeyWhereOnlyTheGroupReadsIt() throws Exception {
        Path said = folder.resolve("said");
        Path key = folder.resolve("key");
        fake("sudo", "echo \"$@\" >> '" + said + "'; [ \"$1\" != tee ] || cat > '" + key + "'");
        fake("aws", "echo aws \"$@\" >> '" + said + "'; echo sk-secret");
        List<String> command = new ArrayList<>(List.of("bash", "jobs/emr/bootstrap.sh"));
        command.addAll(Recipes.texts(EMR.json("cluster.json").at("/BootstrapActions/0/ScriptBootstrapAction/Args")));

        assertThat(bash(command)).isZero();

        assertThat(Files.readString(key)).isEqualTo("sk-secret\n");
        assertThat(Files.readString(said))
                .doesNotContain("sk-secret")
                .containsSubsequence(
                        "install -d -m 0750 -o root -g hadoop /etc/twt /etc/twt/keys",
                        "install -m 0440 -o root -g hadoop /dev/null /etc/twt/keys/openai",
                        "aws s3 cp --recursive",
                        "s3://MY-BUCKET/twt/models/SmolLM2-135M-Instruct/ /mnt/models/SmolLM2-135M-Instruct")
                .contains("tee /etc/twt/keys/openai", "aws secretsmanager get-secret-value --secret-id twt/openai ");
        assertThat(bash(List.of("bash", "jobs/emr/bootstrap.sh", "kee", "a", "b")))
                .isEqualTo(2);
        assertThat(bash(List.of("bash", "jobs/emr/bootstrap.sh", "key", "openai")))
                .isEqualTo(2);
    }

    private void fake(String program, String does) throws IOException {
        Path script = Files.writeString(folder.resolve(program), "#!/bin/sh\n" + does + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
    }

    private int bash(List<String> command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("PATH", folder + ":" + System.getenv("PATH"));
        return builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start()
                .waitFor();
    }

    @Test
    void shouldNameSettingsThatSparkDeclares() throws IOException {
        for (String name : List.of("cluster.json", "cluster-gpu.json")) {
            for (JsonNode block : EMR.json(name).get("Configurations")) {
                if (block.get("Classification").asText().equals("spark-defaults")) {
                    Map<String, String> settings = Recipes.settings(block.get("Properties"));
                    assertThat(SparkSubmitLine.unknown(settings.keySet())).isEmpty();
                    assertThat("spark.yarn.appMasterEnv.OPENAI_API_KEY").matches(hidden(settings));
                }
            }
        }
    }

    @Test
    void shouldHaveScriptsThatBashReads() throws Exception {
        for (String script : List.of("bootstrap.sh", "bootstrap-gpu.sh", "send")) {
            Recipes.checkSyntax(EMR.folder().resolve(script));
        }
    }

    @Test
    void shouldRefuseWhatTheServiceWouldRefuse() throws IOException {
        ObjectNode cluster = EMR.json("cluster.json").deepCopy();
        cluster.put("RelaeseLabel", "emr-7.13.0").remove("Name");
        ObjectNode instances = (ObjectNode) cluster.get("Instances");
        ((ObjectNode) instances.get("InstanceGroups").get(0))
                .put("InstanceRole", "LEADER")
                .put("InstanceCount", "one");
        instances.put("KeepJobFlowAliveWhenNoSteps", "yes").putObject("InstanceFleets");

        assertThat(problems("cluster.json", cluster))
                .hasSize(6)
                .anySatisfy(problem ->
                        assertThat(problem).startsWith("/RelaeseLabel: there is no such field, but [Name, LogUri"))
                .contains(
                        "/Name: this field is required",
                        "/Instances/InstanceGroups/0/InstanceRole: \"LEADER\" is none of InstanceRoleType",
                        "/Instances/InstanceGroups/0/InstanceCount: whole is wanted, not \"one\"",
                        "/Instances/KeepJobFlowAliveWhenNoSteps: flag is wanted, not \"yes\"",
                        "/Instances/InstanceFleets: a list is wanted");
    }

    @Test
    void shouldRefuseWhatSparkOrTheProgramWouldRefuse() throws IOException {
        String jar = "s3://b/" + Recipes.jar(SCALA);
        List<String> generate = List.of("generate", "--config", "s3://b/run.conf");

        assertThatThrownBy(() -> SparkSubmitLine.of("--clas dev.twt.job.Main", jar, generate))
                .hasMessageContaining("--clas");
        assertThat(SparkSubmitLine.unknown(List.of("spark.executor.memoryOverhaed", "spark.executor.memoryOverhead")))
                .containsExactly("spark.executor.memoryOverhaed");
        assertThatThrownBy(() -> EMR.check(
                        SparkSubmitLine.of(
                                "--class dev.twt.job.Main", jar, List.of("generat", "--config", "s3://b/run.conf")),
                        SCALA))
                .hasMessageContaining("generat");
        assertThatThrownBy(() -> EMR.check(
                        SparkSubmitLine.of(
                                "--class dev.twt.job.Main",
                                jar,
                                List.of("run", "--config", "s3://b/run.conf", "--set", "budget.eur=1")),
                        SCALA))
                .hasMessageContaining("budget.eur");
        assertThatThrownBy(() -> EMR.check(
                        SparkSubmitLine.of(
                                "--class dev.twt.job.Main --conf spark.emr-serverless.driverEnv.OPENAI_API_KEY=sk-abc",
                                jar,
                                List.of("run", "--config", "s3://b/run-env.conf")),
                        SCALA))
                .isInstanceOf(AssertionError.class);
    }
}
