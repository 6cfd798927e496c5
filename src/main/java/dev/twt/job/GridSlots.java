package dev.twt.job;

import dev.twt.config.GridConfig;
import dev.twt.config.UserException;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.resource.ResourceProfile;
import org.apache.spark.resource.ResourceProfileBuilder;
import org.apache.spark.resource.TaskResourceRequests;

/**
 * How many students are trained at once, and what their tasks take.
 *
 * @param atOnce students; where Spark itself knows what fits, all of them
 * @param profile of their tasks; empty where the session's own will do
 */
record GridSlots(int atOnce, Optional<ResourceProfile> profile) {
    /** Spark's name of the resource. */
    static final String GPU = "gpu";

    /** @throws UserException if no task of this kind would ever fit */
    static GridSlots of(JavaSparkContext context, GridConfig grid, int students) {
        if (context.sc().isLocal()) {
            // One process hands out cores one by one: who is to have several waits here.
            return new GridSlots(Math.max(1, context.defaultParallelism() / grid.cores()), Optional.empty());
        }
        return new GridSlots(students, profile(context.getConf(), grid));
    }

    static Optional<ResourceProfile> profile(SparkConf conf, GridConfig grid) {
        requireRoom("cores", "spark.executor.cores", conf, grid.cores());
        if (grid.gpus() > 0) {
            conf.set("spark.executor.resource.gpu.amount", conf.get("spark.executor.resource.gpu.amount", "0"));
            requireRoom("gpus", "spark.executor.resource.gpu.amount", conf, grid.gpus());
        }
        boolean asItIs = conf.getInt("spark.task.cpus", 1) == grid.cores()
                && conf.getDouble("spark.task.resource.gpu.amount", 0) == grid.gpus();
        if (asItIs) {
            return Optional.empty();
        }
        TaskResourceRequests task = new TaskResourceRequests().cpus(grid.cores());
        return Optional.of(new ResourceProfileBuilder()
                .require(grid.gpus() > 0 ? task.resource(GPU, grid.gpus()) : task)
                .build());
    }

    private static void requireRoom(String key, String of, SparkConf conf, int wanted) {
        if (conf.contains(of) && conf.getInt(of, wanted) < wanted) {
            throw new UserException(
                    "grid." + key,
                    "a student takes " + wanted + ", and an executor has " + conf.get(of) + " (" + of + ")",
                    "Lower it, or start executors with more");
        }
    }
}
