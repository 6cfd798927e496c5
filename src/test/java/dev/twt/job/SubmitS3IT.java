package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.testing.CountingServer;
import dev.twt.testing.S3Server;
import dev.twt.testing.SparkDistribution;
import dev.twt.testing.SparkSessions;
import dev.twt.testing.StandaloneCluster;
import dev.twt.testing.Submission;
import dev.twt.testing.SumQuestions;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar through spark-submit of a real Spark, with questions, configuration and workspace in an object store. */
@Timeout(1500)
class SubmitS3IT {
    private static final int QUESTIONS = 12;

    @TempDir
    static Path shared;

    private static SparkDistribution spark;
    private static StandaloneCluster cluster;
    private static S3Server store;

    @TempDir
    Path folder;

    private final Configuration hadoop = SparkSessions.shared().sparkContext().hadoopConfiguration();

    @BeforeAll
    static void start() throws Exception {
        spark = SparkDistribution.orSkip();
        store = S3Server.start(shared);
        cluster = StandaloneCluster.start(spark, shared.resolve("cluster"));
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
        if (store != null) {
            store.close();
        }
    }

    /** S3A as the pom has it, which --packages would bring. */
    private static String jarsOfS3(String... more) {
        return String.join(
                ",",
                Stream.concat(
                                SparkDistribution.ofTheClassPath(
                                        "org/apache/hadoop/hadoop-aws",
                                        "software/amazon",
                                        "org/reactivestreams",
                                        "org/apache/httpcomponents",
                                        "com/amazonaws",
                                        "joda-time")
                                        .stream(),
                                Stream.of(more))
                        .toList());
    }

    private Submission submit(CountingServer server, String name, List<String> options) throws Exception {
        SumQuestions.write(folder.resolve("questions.jsonl"), QUESTIONS);
        put(folder.resolve("questions.jsonl"), name + "/questions.jsonl");
        Path config = Files.writeString(folder.resolve("served.conf"), """
                workspace = "%1$s/ws"
                questions = "%1$s/questions.jsonl"
                generation { tasks = 2, segment-rows = 4 }
                selection.diversity { similarity = words, k = 1, single = keep }
                teachers.served {
                  backend = openai
                  model = fake-1
                  endpoint.urls = "%2$s"
                  limits.in-flight = 4
                }
                """.formatted(store.at(name), server.url()));
        List<String> words = new ArrayList<>(List.of("--master", cluster.url(), "--driver-memory", "700m"));
        words.addAll(List.of("--executor-memory", "700m", "--executor-cores", "1", "--total-executor-cores", "2"));
        set(words, "spark.ui.enabled", "false");
        set(words, "spark.sql.shuffle.partitions", "2");
        set(words, "spark.hadoop.twt.lock.beat", "2s");
        store.hadoop().forEach((key, value) -> set(words, "spark.hadoop." + key, value));
        words.addAll(options);
        words.addAll(List.of("--", "run", "--config", config.toString()));
        return Submission.of(spark, spark.jar("slim"), folder, words);
    }

    private static void set(List<String> words, String key, String value) {
        words.addAll(List.of("--conf", key + "=" + value));
    }

    private void put(Path file, String key) throws Exception {
        store.hadoop().forEach(hadoop::set);
        org.apache.hadoop.fs.Path place = new org.apache.hadoop.fs.Path(store.at(key));
        place.getFileSystem(hadoop).copyFromLocalFile(false, true, new org.apache.hadoop.fs.Path(file.toUri()), place);
    }

    private Dataset<Row> rows(String name, String part) {
        return SparkSessions.shared().read().parquet(store.at(name) + "/ws/" + part);
    }

    private void assertWhole(String name) {
        assertThat(rows(name, "responses").where("outcome = 'answered'").count())
                .isEqualTo(QUESTIONS);
        assertThat(rows(name, "scored").count()).isEqualTo(QUESTIONS);
        assertThat(rows(name, "distill/stage=full").count()).isEqualTo(QUESTIONS);
    }

    @Test
    void shouldRunInClusterModeWithTheUsualCommitter() throws Exception {
        try (CountingServer server = new CountingServer(5)) {
            Submission run = submit(server, "usual", List.of("--deploy-mode", "cluster", "--jars", jarsOfS3()));

            assertThat(run.code()).as(run.said() + cluster.driversSaid()).isEqualTo(ExitCode.DONE);
            assertWhole("usual");
        }
    }

    @Test
    void shouldRunInClientModeWithTheMagicCommitter() throws Exception {
        Path cloud = spark.home().resolve("cloud");
        Assumptions.assumeTrue(
                Files.isDirectory(cloud),
                "spark-hadoop-cloud is not there. Say: src/test/spark-home/fetch.sh with network");
        String jar;
        try (Stream<Path> jars = Files.list(cloud)) {
            jar = jars.findFirst().orElseThrow().toString();
        }
        try (CountingServer server = new CountingServer(5)) {
            List<String> options = new ArrayList<>(List.of("--jars", jarsOfS3(jar)));
            set(options, "spark.hadoop.fs.s3a.committer.name", "magic");
            set(
                    options,
                    "spark.hadoop.mapreduce.outputcommitter.factory.scheme.s3a",
                    "org.apache.hadoop.fs.s3a.commit.S3ACommitterFactory");
            set(
                    options,
                    "spark.sql.sources.commitProtocolClass",
                    "org.apache.spark.internal.io.cloud.PathOutputCommitProtocol");
            set(
                    options,
                    "spark.sql.parquet.output.committer.class",
                    "org.apache.spark.internal.io.cloud.BindingParquetOutputCommitter");

            Submission run = submit(server, "magic", options);

            assertThat(run.code()).as(run.said()).isEqualTo(ExitCode.DONE);
            assertWhole("magic");
            assertThat(success("magic").path("committer").asText())
                    .as("who committed the table")
                    .isEqualTo("magic");
        }
    }

    /** S3A's committers leave a report where others leave an empty file. */
    private JsonNode success(String name) throws Exception {
        org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(store.at(name), "ws/scored/_SUCCESS");
        try (InputStream in = file.getFileSystem(hadoop).open(file)) {
            return new ObjectMapper().readTree(in.readAllBytes());
        }
    }
}
