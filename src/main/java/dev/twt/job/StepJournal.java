package dev.twt.job;

import dev.twt.config.StoppedEarly;
import dev.twt.dataset.RunRecord;
import dev.twt.dataset.StepRecord;
import dev.twt.dataset.Workspace;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Keeps run.json current: which step runs, how it ended and with what figures. */
final class StepJournal {
    private final Workspace workspace;
    private final Map<String, Object> lasting = new LinkedHashMap<>();
    private RunRecord record;

    StepJournal(Workspace workspace, RunRecord record) {
        this.workspace = workspace;
        this.record = record;
    }

    /** Runs a step whose work returns its figures. What it throws is recorded and thrown on. */
    void run(String step, Supplier<Map<String, Object>> work) {
        StepRecord running = StepRecord.running(lasting);
        write(step, running);
        try {
            write(step, running.ended("done", with(work.get())));
        } catch (StoppedEarly e) {
            write(step, running.ended("stopped", with(Map.of("why", e.why()))));
            throw e;
        } catch (RuntimeException | Error e) {
            writeFailure(step, running, e);
            throw e;
        }
    }

    private void writeFailure(String step, StepRecord running, Throwable failure) {
        try {
            String why =
                    String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
            write(step, running.ended("failed", with(Map.of("why", why))));
        } catch (RuntimeException | Error e) {
            failure.addSuppressed(e); // a full disk, most likely: the failure itself matters more
        }
    }

    /** Sets figures that the step's record holds however the step ends. */
    void keep(Map<String, Object> figures) {
        lasting.putAll(figures);
    }

    private Map<String, Object> with(Map<String, Object> figures) {
        Map<String, Object> all = new LinkedHashMap<>(lasting);
        all.putAll(figures);
        lasting.clear();
        return all;
    }

    private void write(String step, StepRecord state) {
        record = record.with(step, state);
        workspace.write(record);
    }

    /** What the run is made with. */
    Map<String, String> versions() {
        return record.versions();
    }

    /** Figures of a step as it last ended. */
    Optional<Map<String, Object>> figures(String step) {
        return Optional.ofNullable(record.steps().get(step)).map(StepRecord::figures);
    }
}
