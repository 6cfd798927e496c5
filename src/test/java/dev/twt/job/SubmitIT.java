package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.testing.CountingServer;
import dev.twt.testing.SparkDistribution;
import dev.twt.testing.SparkSessions;
import dev.twt.testing.StandaloneCluster;
import dev.twt.testing.Submission;
import dev.twt.testing.SumQuestions;
import dev.twt.toy.FreshModel;
import dev.twt.toy.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jars through spark-submit of a real Spark, on a standalone cluster of five JVMs and more. */
@Timeout(1500)
class SubmitIT {
    private static final int QUESTIONS = 12;

    @TempDir
    static Path shared;

    private static SparkDistribution spark;
    private static StandaloneCluster cluster;

    @TempDir
    Path folder;

    @BeforeAll
    static void startCluster() throws Exception {
        spark = SparkDistribution.orSkip();
        cluster = StandaloneCluster.start(spark, shared.resolve("cluster"));
    }

    @AfterAll
    static void stopCluster() {
        if (cluster != null) {
            cluster.close();
        }
    }

    private Submission submit(String kind, List<String> options, String... step) throws Exception {
        List<String> words = new ArrayList<>(List.of(
                "--master",
                cluster.url(),
                "--driver-memory",
                "1g",
                "--executor-memory",
                "700m",
                "--executor-cores",
                "1",
                "--total-executor-cores",
                "2",
                "--conf",
                "spark.ui.enabled=false",
                "--conf",
                "spark.sql.shuffle.partitions=2"));
        words.addAll(options);
        words.add("--");
        words.addAll(List.of(step));
        return Submission.of(spark, spark.jar(kind), folder, words);
    }

    private Dataset<Row> rows(String part) {
        return SparkSessions.shared()
                .read()
                .parquet(folder.resolve("ws").resolve(part).toString());
    }

    /** Teachers, embeddings, trainer and students: every native library of the jar, on the driver and on executors. */
    @Test
    void shouldGoFromQuestionsToMeasuredStudentsInClientMode() throws Exception {
        World world = new World(1, 3);
        world.write(World.Part.QUESTIONS, 2 * QUESTIONS, folder.resolve("world/questions.jsonl"));
        world.write(World.Part.TEST, 10, folder.resolve("world/test.jsonl"));
        new FreshModel(1, 32).write(folder.resolve("base"), 1);

        Submission run = submit(
                "all",
                List.of(),
                "run",
                "--config",
                "conf/demo/world.conf",
                "--set",
                "workspace=" + folder.resolve("ws"),
                "--set",
                "questions.paths=" + folder.resolve("world/questions.jsonl"),
                "--set",
                "selection.diversity.similarity=embedding",
                "--set",
                "train.base-model=" + folder.resolve("base"),
                "--set",
                "train.epochs=1",
                "--set",
                "evaluate.questions.paths=" + folder.resolve("world/test.jsonl"),
                "--set",
                "evaluate.answerers=[ada, free]");

        assertThat(run.code()).as(run.said()).isEqualTo(ExitCode.DONE);
        assertThat(rows("responses").where("purpose = 'full'").count()).isEqualTo(6L * QUESTIONS);
        assertThat(rows("distill/stage=free").count()).isPositive();
        assertThat(run.said()).containsPattern("ada +10 ").containsPattern("free +10 ");
        assertThat(folder.resolve("ws/report/index.html")).isRegularFile();
    }

    private void writeServed(CountingServer server) throws IOException {
        SumQuestions.write(folder.resolve("questions.jsonl"), QUESTIONS);
        Files.writeString(folder.resolve("served.conf"), """
                workspace = "%1$s/ws"
                questions = "%1$s/questions.jsonl"
                generation.tasks = 2
                teachers.served {
                  backend = openai
                  model = fake-1
                  endpoint.urls = "%2$s"
                  samples = 2
                  sampling.temperature = 0.7
                  limits.in-flight = 4
                }
                """.formatted(folder, server.url()));
    }

    @Test
    void shouldRunInClusterModeWithItsConfigurationSentAlong() throws Exception {
        try (CountingServer server = new CountingServer(5)) {
            writeServed(server);

            Submission run = submit(
                    "slim",
                    List.of("--deploy-mode", "cluster"),
                    "run",
                    "--config",
                    folder.resolve("served.conf").toString());

            assertThat(run.code()).as(run.said() + cluster.driversSaid()).isEqualTo(ExitCode.DONE);
            assertThat(run.said()).as(cluster.driversSaid()).containsPattern("State of driver \\S+ is FINISHED");
            assertThat(rows("responses").where("outcome = 'answered'").count()).isEqualTo(2L * QUESTIONS);
            assertThat(rows("scored").where("embedding is not null").count()).isPositive();
            assertThat(rows("distill/stage=full").count()).isPositive();
            assertThat(cluster.driversSaid()).contains("kept ");
        }
    }

    @Test
    void shouldLeaveAFailedDriverInClusterModeWhereSomethingIsToBeMended() throws Exception {
        Path config = Files.writeString(folder.resolve("broken.conf"), "workspace = x\nquestoins = y\n");

        Submission run = submit("slim", List.of("--deploy-mode", "cluster"), "run", "--config", config.toString());

        // spark-submit's own exit code is 0 all the same, on a standalone cluster of Spark 4.0.1.
        assertThat(run.said()).containsPattern("State of driver \\S+ is FAILED");
        assertThat(cluster.driversSaid()).contains("questoins").doesNotContain("\tat dev.twt");
    }

    /** The demo's teachers in the executors of the slim jar. */
    private Submission generateByModels(String... options) throws Exception {
        new World(1, 3).write(World.Part.QUESTIONS, QUESTIONS, folder.resolve("questions.jsonl"));
        return submit(
                "slim",
                List.of(options),
                "generate",
                "--config",
                "conf/demo/world.conf",
                "--set",
                "workspace=" + folder.resolve("ws"),
                "--set",
                "questions.paths=" + folder.resolve("questions.jsonl"));
    }

    /** As natives for GPUs are added. */
    @Test
    void shouldTakeLibtorchFromAJarBesideTheSlimOne() throws Exception {
        String natives = String.join(",", SparkDistribution.ofTheClassPath("ai/djl/pytorch/pytorch-native-cpu"));

        Submission run = generateByModels("--jars", natives);

        assertThat(run.code()).as(run.said()).isEqualTo(ExitCode.DONE);
        assertThat(rows("responses").where("outcome = 'answered'").count()).isPositive();
    }

    @Test
    void shouldSayOnOneScreenThatTheSlimJarHasNoLibtorchAndFetchNone() throws Exception {
        Submission run = generateByModels();

        // It is the executors that open models, so every teacher is given up.
        assertThat(run.code()).as(run.said()).isEqualTo(ExitCode.STOPPED);
        assertThat(run.saidInOneLine())
                .contains("libtorch: the native library could not be loaded (", "Take the jar that ends with -all");
        assertThat(run.said()).doesNotContain("\tat ");
        assertThat(folder.resolve("djl/pytorch"))
                .satisfiesAnyOf(
                        djl -> assertThat(djl).doesNotExist(),
                        djl -> assertThat(djl).isDirectoryNotContaining("glob:**.so*"));
    }
}
