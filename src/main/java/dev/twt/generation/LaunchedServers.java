package dev.twt.generation;

import dev.twt.config.TeacherConfig;
import dev.twt.config.UserException;
import java.util.List;
import org.apache.spark.SparkConf;

/** Where the servers that teachers launch would run. */
public final class LaunchedServers {
    private LaunchedServers() {}

    /**
     * How they get their GPUs in a session, in words.
     *
     * @throws UserException if the session cannot give what the teachers ask for
     */
    public static String gpus(List<TeacherConfig> teachers, String master, SparkConf conf) {
        GpuStage stage = GpuStage.of(teachers, master, conf);
        if (stage instanceof GpuStage.Executors executors) {
            return "launched servers: executors with " + executors.gpus() + " GPUs each are asked for, for this step";
        }
        if (stage instanceof GpuStage.Tasks tasks) {
            return "launched servers: each task of the step takes " + tasks.gpus() + " GPUs of its executor";
        }
        boolean any = teachers.stream()
                .anyMatch(teacher -> teacher.launches() && teacher.launch().gpus() > 0);
        if (!any) {
            return "launched servers: one an executor, no GPUs are asked for";
        }
        return GpuStage.isLocal(master)
                ? "launched servers: one at a time, on the GPUs that this process sees"
                : "launched servers: on the GPUs that each task has";
    }
}
