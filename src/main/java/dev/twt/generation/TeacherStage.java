package dev.twt.generation;

import java.time.Duration;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/** The one Spark stage in which teachers answer, from its start until its last task has ended. */
final class TeacherStage {
    private static final Logger LOG = LoggerFactory.getLogger(TeacherStage.class);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final SparkContext context;
    private final String runId;
    private final StopSignal signal;
    private final RunningTasks running;

    /**
     * @param runId name of the job group, by which it is cancelled
     * @param signal that cancels it
     * @param running tasks of this run, as Spark tells of them
     */
    TeacherStage(SparkContext context, String runId, StopSignal signal, RunningTasks running) {
        this.context = context;
        this.runId = runId;
        this.signal = signal;
        this.running = running;
    }

    /** Returns false if the run was stopped by the signal. */
    boolean run(JavaRDD<OpenRequest> open, Slots slots, GenerationTask task, GpuStage gpus) {
        context.setJobGroup(runId, "teachers answer", true);
        try {
            JavaPairRDD<SlotKey, OpenRequest> requests = open.mapToPair(
                            request -> new Tuple2<>(SlotKey.of(request, slots), request))
                    .repartitionAndSortWithinPartitions(slots);
            gpus.applyTo(requests.rdd());
            requests.foreachPartition(task);
            // Until the last tasks' ends are told here as well, their answers would count twice.
            awaitEnd();
            return !signal.requested();
        } catch (Exception e) {
            // Spark's own exceptions are checked ones that no signature names.
            if (signal.requested()) {
                awaitEnd();
                return false;
            }
            throw e;
        } finally {
            context.clearJobGroup();
        }
    }

    /** Spark reports a cancelled job before its tasks have ended; what they still publish must not be missed. */
    private void awaitEnd() {
        // An interrupt is a wish to stop, which is what is waited for.
        boolean interrupted = Thread.interrupted();
        hearAll();
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (running.any() && System.nanoTime() < end) {
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** On a busy machine the listeners lag behind: who has not heard of a task's start does not wait for its end. */
    private void hearAll() {
        try {
            context.listenerBus().waitUntilEmpty(LONGEST_WAIT.toMillis());
        } catch (Exception e) {
            LOG.warn("Spark's listeners lag behind; the last answers may come late", e);
        }
    }
}
