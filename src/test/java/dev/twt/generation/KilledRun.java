package dev.twt.generation;

import dev.twt.config.TeacherConfig;
import dev.twt.dataset.Workspace;
import dev.twt.teacher.Teachers;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** A run in a JVM of its own: the one that the test kills, or one whose tasks are tried again. */
final class KilledRun {
    private KilledRun() {}

    /** Arguments: workspace, file of the asked, questions, delay in ms, rows a segment, master, file for a flaky teacher, address of a server or -. */
    public static void main(String[] args) {
        String asked = args[1];
        long delay = Long.parseLong(args[3]);
        String flag = args[6];
        SparkSession spark = SparkSession.builder()
                .master(args[5])
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate();
        spark.sparkContext().setLogLevel("ERROR");
        TeacherOpener opener = flag.equals("-")
                ? teacher -> new CountingTeacher(teacher.name(), Path.of(asked), delay, 3)
                : teacher -> new FlakyTeacher(teacher.name(), Path.of(asked), Path.of(flag));
        TeacherConfig ada = Samples.teacher("ada");
        if (flag.startsWith("http:")) {
            ada = Samples.served(flag, 4, 3);
            opener = Teachers::open;
        }
        Workspace workspace = Workspace.at(args[0], spark.sparkContext().hadoopConfiguration());
        GenerationResult result = new Generation(
                        spark,
                        workspace,
                        Samples.config(2, Integer.parseInt(args[4])),
                        7,
                        EchoTask::named,
                        Funds.unlimited())
                .run(
                        Samples.questions(spark, Integer.parseInt(args[2])),
                        Round.first(List.of(ada)),
                        opener,
                        progress -> {},
                        new StopSignal());
        System.out.println("DONE " + result.complete() + " " + result.teachers());
        spark.stop();
    }
}
