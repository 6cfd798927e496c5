package dev.twt.job.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.dataproc.v1.Batch;
import com.google.cloud.dataproc.v1.Cluster;
import com.google.cloud.dataproc.v1.ClusterConfig;
import com.google.cloud.dataproc.v1.OrderedJob;
import com.google.cloud.dataproc.v1.SparkJob;
import com.google.cloud.dataproc.v1.SubmitJobRequest;
import com.google.cloud.dataproc.v1.WorkflowTemplate;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.twt.job.TwtLine.Asked;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** jobs/dataproc against Google's protocol buffers of the service, and the program's own command line. */
class DataprocRecipesTest {
    private static final Recipes DATAPROC = new Recipes("dataproc");

    /** Every JSON and YAML file, and the message that it is. */
    private static final Map<String, Supplier<Message.Builder>> MESSAGES = new TreeMap<>(Map.of(
            "batch.json", Batch::newBuilder,
            "cluster-gpu.yaml", Cluster::newBuilder,
            "cluster.yaml", Cluster::newBuilder,
            "job-gpu.json", SubmitJobRequest::newBuilder,
            "job.json", SubmitJobRequest::newBuilder,
            "workflow.yaml", WorkflowTemplate::newBuilder));

    private static final String JAVA_17 = "/usr/lib/jvm/java-17-openjdk-amd64";
    /** Images 2.2 and 2.3 and the runtime 1.2 are Spark 3.5 of Scala 2.12. */
    private static final String SCALA = "2.12";

    /** The parser refuses fields and constants that the message does not have. */
    private static Message read(String file, JsonNode json) throws InvalidProtocolBufferException {
        Message.Builder message = MESSAGES.get(file).get();
        JsonFormat.parser().merge(json.toString(), message);
        return message.build();
    }

    private static JsonNode tree(String file) throws IOException {
        return file.endsWith(".json") ? DATAPROC.json(file) : DATAPROC.yaml(file);
    }

    private static Message read(String file) throws IOException {
        return read(file, tree(file));
    }

    @Test
    void shouldKnowTheMessageOfEveryFile() throws IOException {
        List<String> files = new ArrayList<>(DATAPROC.named(".json"));
        files.addAll(DATAPROC.named(".yaml"));
        assertThat(files).containsExactlyInAnyOrderElementsOf(MESSAGES.keySet());
    }

    @TestFactory
    Stream<DynamicTest> shouldBeMessagesThatTheServiceKnows() {
        return MESSAGES.keySet().stream()
                .map(file -> DynamicTest.dynamicTest(
                        file,
                        () -> assertThat(read(file).getSerializedSize())
                                .as("of " + file)
                                .isPositive()));
    }

    @TestFactory
    Stream<DynamicTest> shouldHaveJobsThatTheProgramUnderstands() throws IOException {
        SubmitJobRequest job = (SubmitJobRequest) read("job.json");
        SubmitJobRequest gpu = (SubmitJobRequest) read("job-gpu.json");
        WorkflowTemplate workflow = (WorkflowTemplate) read("workflow.yaml");
        return Stream.concat(
                Stream.of(
                        DynamicTest.dynamicTest("job.json", () -> {
                            assertThat(check(job.getJob().getSparkJob()).calls())
                                    .containsExactly("run");
                        }),
                        DynamicTest.dynamicTest("job-gpu.json", () -> {
                            assertThat(check(gpu.getJob().getSparkJob()).calls())
                                    .containsExactly("generate");
                        })),
                workflow.getJobsList().stream()
                        .map(step -> DynamicTest.dynamicTest(
                                "workflow.yaml: " + step.getStepId(),
                                () -> assertThat(check(step.getSparkJob()).calls())
                                        .containsExactly(step.getStepId()))));
    }

    private static Asked check(SparkJob job) throws IOException {
        Asked asked = check(job.getMainClass(), job.getJarFileUrisList(), job.getArgsList(), job.getPropertiesMap());
        // The image's own Java is older than the program's, on the driver's machine and on the executors'.
        assertThat(job.getPropertiesMap())
                .containsEntry("spark.submit.deployMode", "cluster")
                .containsEntry("spark.yarn.appMasterEnv.JAVA_HOME", JAVA_17)
                .containsEntry("spark.executorEnv.JAVA_HOME", JAVA_17);
        return asked;
    }

    private static Asked check(String main, List<String> jars, List<String> args, Map<String, String> properties)
            throws IOException {
        assertThat(jars).hasSize(1);
        Asked asked = DATAPROC.check(
                new SparkSubmitLine(main, jars.get(0), args, "cluster", new TreeMap<>(properties)), SCALA);
        assertThat(asked.config()).startsWith("gs://MY-BUCKET/twt/");
        assertThat(asked.run().workspace()).startsWith("gs://MY-BUCKET/");
        return asked;
    }

    @Test
    void shouldGoThroughThePipelineOneStepAfterTheOther() throws IOException {
        List<OrderedJob> jobs = ((WorkflowTemplate) read("workflow.yaml")).getJobsList();

        assertThat(jobs)
                .extracting(OrderedJob::getStepId)
                .containsExactly("doctor", "plan", "generate", "select", "report");
        for (int i = 1; i < jobs.size(); i++) {
            assertThat(jobs.get(i).getPrerequisiteStepIdsList())
                    .containsExactly(jobs.get(i - 1).getStepId());
        }
    }

    @Test
    void shouldRunWithoutACluster() throws IOException {
        Batch batch = (Batch) read("batch.json");
        Asked asked = check(
                batch.getSparkBatch().getMainClass(),
                batch.getSparkBatch().getJarFileUrisList(),
                batch.getSparkBatch().getArgsList(),
                batch.getRuntimeConfig().getPropertiesMap());

        assertThat(asked.calls()).containsExactly("run");
        assertThat(Recipes.keys(asked.run()))
                .as("keys, for which a batch has no place")
                .isEmpty();
        assertThat(batch.getRuntimeConfig().getVersion())
                .as("the runtime of Spark 3.5, Scala 2.12 and Java 17")
                .isEqualTo("1.2");
    }

    @Test
    void shouldGiveEachServerAGpuOfTheCluster() throws IOException {
        ClusterConfig cluster = ((Cluster) read("cluster-gpu.yaml")).getConfig();
        SparkJob job = ((SubmitJobRequest) read("job-gpu.json")).getJob().getSparkJob();
        int gpus = cluster.getWorkerConfig().getNumInstances()
                * cluster.getWorkerConfig().getAccelerators(0).getAcceleratorCount();
        Asked asked = check(job);

        assertThat(job.getPropertiesMap()).containsEntry("spark.executor.instances", Integer.toString(gpus));
        assertThat(asked.run().generation().tasks()).isEqualTo(gpus);
    }

    @Test
    void shouldBringTheKeysThatTheRunNames() throws IOException {
        Asked asked = check(((SubmitJobRequest) read("job.json")).getJob().getSparkJob());
        List<ClusterConfig> clusters = List.of(
                ((Cluster) read("cluster.yaml")).getConfig(),
                ((WorkflowTemplate) read("workflow.yaml"))
                        .getPlacement()
                        .getManagedCluster()
                        .getConfig());

        assertThat(DATAPROC.text("init.sh"))
                .contains("file=/etc/twt/keys/${key%%=*}")
                .contains("openjdk-17");
        for (ClusterConfig cluster : clusters) {
            String keys = cluster.getGceClusterConfig().getMetadataOrThrow("twt-keys");
            assertThat(Recipes.keys(asked.run()))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(keys).startsWith(file.substring("/etc/twt/keys/".length()) + "="));
            assertThat(cluster.getInitializationActionsList())
                    .anyMatch(action -> action.getExecutableFile().endsWith("/init.sh"));
            assertThat(cluster.getSoftwareConfig().getImageVersion()).startsWith("2.3-");
        }
    }

    @Test
    void shouldHaveScriptsThatBashReads() throws Exception {
        Recipes.checkSyntax(DATAPROC.folder().resolve("init.sh"));
        Recipes.checkSyntax(DATAPROC.folder().resolve("send"));
    }

    @Test
    void shouldRefuseWhatTheServiceWouldRefuse() throws IOException {
        ObjectNode job = tree("job.json").deepCopy();
        ((ObjectNode) job.get("job").get("sparkJob")).put("mainKlass", "dev.twt.job.Main");
        assertThatThrownBy(() -> read("job.json", job)).hasMessageContaining("mainKlass");

        ObjectNode level = tree("job.json").deepCopy();
        ((ObjectNode) level.at("/job/sparkJob/loggingConfig/driverLogLevels")).put("root", "LOUD");
        assertThatThrownBy(() -> read("job.json", level)).hasMessageContaining("LOUD");

        ObjectNode cluster = tree("cluster.yaml").deepCopy();
        ((ObjectNode) cluster.at("/config/workerConfig")).put("numInstances", "two");
        assertThatThrownBy(() -> read("cluster.yaml", cluster)).hasMessageContaining("two");
    }
}
