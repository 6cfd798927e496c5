package dev.twt.job;

import dev.twt.config.GridConfig;
import dev.twt.config.UserException;
import dev.twt.training.grid.StudentEnd;
import dev.twt.training.grid.StudentJob;
import dev.twt.training.grid.StudentProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.util.LongAccumulator;

/** Executor side of a grid: trains the student of a job, and gives back how it ended; both as text. */
final class GridTask implements Function<String, String> {
    private static final long serialVersionUID = 1L;
    private static final String VISIBLE_DEVICES = "CUDA_VISIBLE_DEVICES";

    private final GridPlace place;
    private final int cores;
    private final long heap;
    private final Duration lastCheckpoint;
    private final List<String> hidden;
    private final LongAccumulator steps;

    /**
     * @param hidden names of variables that are not for students
     * @param steps receives how many steps were done
     */
    GridTask(GridPlace place, GridConfig grid, List<String> hidden, LongAccumulator steps) {
        this.place = place;
        this.cores = grid.cores();
        this.heap = grid.heap();
        this.lastCheckpoint = grid.lastCheckpoint();
        this.hidden = hidden;
        this.steps = steps;
    }

    @Override
    public String call(String job) throws Exception {
        TaskContext context = TaskContext.get();
        StudentProcess process = new StudentProcess(cores, heap, environment(context), lastCheckpoint);
        long[] told = {0};
        try {
            return place.train(
                            StudentJob.of(job),
                            process,
                            done -> {
                                steps.add(done - told[0]);
                                told[0] = done;
                            },
                            context::isInterrupted)
                    .json();
        } catch (UserException e) {
            var problem = e.problems().get(0);
            return new StudentEnd.Failed(problem.where(), problem.what(), problem.fix()).json();
        }
    }

    private Map<String, String> environment(TaskContext context) {
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.keySet().removeAll(hidden);
        var gpus = context.resourcesJMap().get(GridSlots.GPU);
        if (gpus != null) {
            environment.put(VISIBLE_DEVICES, String.join(",", gpus.addresses()));
        }
        return environment;
    }
}
