package dev.twt.generation;

import dev.twt.config.LaunchConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.config.UserException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.rdd.RDD;
import org.apache.spark.resource.ExecutorResourceRequests;
import org.apache.spark.resource.ResourceProfile;
import org.apache.spark.resource.ResourceProfileBuilder;
import org.apache.spark.resource.TaskResourceRequests;

/** How the stage that asks gets the GPUs that launched servers need, while the rest of the run does without. */
sealed interface GpuStage {
    /** Spark's name of the resource. */
    String GPU = "gpu";

    /** The session's own tasks will do. */
    record AsItIs() implements GpuStage {}

    /**
     * The session's executors have GPUs; the tasks of this stage take so many each.
     *
     * @param gpus of a task
     */
    record Tasks(int gpus, int cpus) implements GpuStage {}

    /**
     * Other executors are asked for, each with the GPUs of one server.
     *
     * @param script that finds GPUs on an executor, or empty where the cluster knows them
     * @param vendor name that Kubernetes puts before the resource's, or empty
     */
    record Executors(int gpus, int cpus, String script, String vendor) implements GpuStage {}

    /**
     * Decides.
     *
     * @param master of the session
     * @throws UserException if the session cannot give what the teachers ask for
     */
    static GpuStage of(List<TeacherConfig> teachers, String master, SparkConf conf) {
        List<TeacherConfig> asking = teachers.stream()
                .filter(teacher -> teacher.launches() && teacher.launch().gpus() > 0)
                .toList();
        // One process has no executors to choose from: its servers see the machine's GPUs.
        if (asking.isEmpty() || isLocal(master)) {
            return new AsItIs();
        }
        TeacherConfig first = asking.get(0);
        LaunchConfig launch = first.launch();
        refuseDifferent(asking);
        int cpus = conf.getInt("spark.task.cpus", 1);
        double had = conf.getDouble("spark.executor.resource.gpu.amount", 0);
        if (had >= launch.gpus()) {
            double taken = conf.getDouble("spark.task.resource.gpu.amount", 0);
            boolean fits = taken == launch.gpus() || (launch.gpus() == 1 && taken > 0 && taken < 1);
            return fits ? new AsItIs() : new Tasks(launch.gpus(), cpus);
        }
        if (!conf.getBoolean("spark.dynamicAllocation.enabled", false)) {
            throw new UserException(
                    where(first),
                    had == 0
                            ? "the executors of this session have no GPUs, and no others can be asked for"
                            : "the executors of this session have fewer GPUs than one server needs",
                    "Give every executor GPUs (spark.executor.resource.gpu.amount = " + launch.gpus()
                            + "), or let this step alone take GPU executors (spark.dynamicAllocation.enabled = true, on"
                            + " a standalone, YARN or Kubernetes cluster)");
        }
        return new Executors(
                launch.gpus(), cpus, launch.discoveryScript(), master.startsWith("k8s") ? "nvidia.com" : "");
    }

    /** Whether driver and executors are one process. */
    static boolean isLocal(String master) {
        return master.equals("local") || master.startsWith("local[");
    }

    private static void refuseDifferent(List<TeacherConfig> asking) {
        TeacherConfig first = asking.get(0);
        Optional<TeacherConfig> other = asking.stream()
                .filter(teacher -> teacher.launch().gpus() != first.launch().gpus())
                .findFirst();
        if (other.isPresent()) {
            throw new UserException(
                    where(other.get()),
                    "it differs from " + where(first)
                            + ", and the requests of a run are one stage with one kind of task",
                    "Set both alike, or ask the two teachers in runs of their own");
        }
    }

    private static String where(TeacherConfig teacher) {
        return "teachers." + teacher.name() + ".launch.gpus";
    }

    /** The profile that the stage gets; empty where it needs none of its own. */
    default Optional<ResourceProfile> profile() {
        if (this instanceof Tasks tasks) {
            return Optional.of(new ResourceProfileBuilder()
                    .require(ofTask(tasks.gpus, tasks.cpus))
                    .build());
        }
        if (this instanceof Executors executors) {
            ExecutorResourceRequests executor = new ExecutorResourceRequests()
                    .cores(executors.cpus)
                    .resource(GPU, executors.gpus, executors.script, executors.vendor);
            return Optional.of(new ResourceProfileBuilder()
                    .require(executor)
                    .require(ofTask(executors.gpus, executors.cpus))
                    .build());
        }
        return Optional.empty();
    }

    private static TaskResourceRequests ofTask(int gpus, int cpus) {
        return new TaskResourceRequests().cpus(cpus).resource(GPU, gpus);
    }

    /** Gives the last stage of this RDD what it needs. */
    default void applyTo(RDD<?> rdd) {
        profile().ifPresent(rdd::withResources);
    }
}
