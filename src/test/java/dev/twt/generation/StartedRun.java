package dev.twt.generation;

import dev.twt.dataset.Workspace;
import dev.twt.testing.SparkSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Runs in a JVM of their own, that can be killed as by kill -9. */
@ExtendWith(SparkSessions.class)
abstract class StartedRun {
    static final int QUESTIONS = 60;
    static final int SEGMENT_ROWS = 4;
    static final int TASKS = 2;
    static final int IN_FLIGHT = 3;

    @TempDir
    Path folder;

    final SparkSession spark;

    StartedRun(SparkSession spark) {
        this.spark = spark;
    }

    Process start(long delay, String master, String flag) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx512m");
        for (String argument :
                java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (argument.startsWith("--add-opens") || argument.startsWith("-Djdk.reflect")) {
                command.add(argument);
            }
        }
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                KilledRun.class.getName(),
                workspaceFolder(),
                askedFile().toString(),
                Integer.toString(QUESTIONS),
                Long.toString(delay),
                Integer.toString(SEGMENT_ROWS),
                master,
                flag));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .start();
    }

    String workspaceFolder() {
        return folder.resolve("ws").toString();
    }

    Path askedFile() {
        return folder.resolve("asked.txt");
    }

    List<String> asked() throws IOException {
        return Files.exists(askedFile()) ? Files.readAllLines(askedFile()) : List.of();
    }

    Set<String> recorded() {
        Workspace workspace =
                Workspace.at(workspaceFolder(), spark.sparkContext().hadoopConfiguration());
        return new HashSet<>(Ledger.open(spark, workspace)
                .rows()
                .select("request_id")
                .as(org.apache.spark.sql.Encoders.STRING())
                .collectAsList());
    }
}
