package dev.twt.generation;

import dev.twt.config.LaunchConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.config.UserException;
import dev.twt.teacher.launch.LaunchedServer;
import java.nio.file.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkFiles;
import org.apache.spark.TaskContext;

/**
 * The part of an executor that a launched server gets. It stands in the teacher's configuration, so tasks with the same
 * part share one server, and tasks with other GPUs have another.
 */
final class ServerShare {
    private ServerShare() {}

    /**
     * The teacher as it is opened by this task.
     *
     * @param local whether driver and executors are one process, where Spark hands out no GPUs
     * @throws UserException if the task has not the GPUs that a server needs
     */
    static TeacherConfig here(TeacherConfig teacher, TaskContext task, boolean local) {
        if (!teacher.launches()) {
            return teacher;
        }
        var gpus = task.resourcesJMap().get(GpuStage.GPU);
        String[] addresses = gpus == null || local ? new String[0] : gpus.addresses();
        return with(teacher, addresses, local, Path.of(SparkFiles.getRootDirectory()));
    }

    /** This executor in words. */
    static String place(boolean local) {
        return local ? "this machine" : "executor " + SparkEnv.get().executorId();
    }

    /**
     * The same, from what Spark gave.
     *
     * @param addresses of the task's GPUs
     * @param folder where this executor may write
     */
    static TeacherConfig with(TeacherConfig teacher, String[] addresses, boolean local, Path folder) {
        LaunchConfig launch = teacher.launch();
        if (launch.logs().isEmpty()) {
            launch = launch.withLogs(folder.toAbsolutePath().normalize().toString());
        }
        if (launch.gpus() == 0 || local) {
            return teacher.withLaunch(launch);
        }
        if (addresses.length != launch.gpus()) {
            throw new UserException(
                    "teachers." + teacher.name() + ".launch.gpus",
                    "a server needs " + launch.gpus() + " GPUs, and Spark gave its task " + addresses.length,
                    "Set spark.task.resource.gpu.amount = " + launch.gpus() + ", or leave it out");
        }
        return teacher.withLaunch(launch.withVariable(LaunchedServer.VISIBLE_DEVICES, String.join(",", addresses)));
    }
}
