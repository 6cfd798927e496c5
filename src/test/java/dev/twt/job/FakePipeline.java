package dev.twt.job;

import dev.twt.audit.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Notes what it is asked for, and does what the test gives it to do. */
final class FakePipeline implements Pipeline {
    final List<String> calls = new ArrayList<>();
    private final Runnable work;
    Optional<Severity> audited = Optional.empty();

    FakePipeline(Runnable work) {
        this.work = work;
    }

    private void step(String name) {
        calls.add(name);
        work.run();
    }

    @Override
    public void plan() {
        step("plan");
    }

    @Override
    public void doctor() {
        step("doctor");
    }

    @Override
    public void importResponses() {
        step("importResponses");
    }

    @Override
    public void generate() {
        step("generate");
    }

    @Override
    public void cancelBatches() {
        step("cancelBatches");
    }

    @Override
    public void select() {
        step("select");
    }

    @Override
    public void explain(String questionId) {
        step("explain " + questionId);
    }

    @Override
    public void sweep(String sweep) {
        step("sweep " + sweep);
    }

    @Override
    public void compress() {
        step("compress");
    }

    @Override
    public void evaluate() {
        step("evaluate");
    }

    @Override
    public Optional<Severity> audit() {
        step("audit");
        return audited;
    }

    @Override
    public void compare(List<String> answerers) {
        step("compare" + answerers);
    }

    @Override
    public void report() {
        step("report");
    }

    @Override
    public void export() {
        step("export");
    }

    @Override
    public void train() {
        step("train");
    }

    @Override
    public void trainGrid() {
        step("trainGrid");
    }

    @Override
    public void rehearse() {
        step("rehearse");
    }

    @Override
    public void run() {
        step("run");
    }

    @Override
    public void stop() {
        calls.add("stop");
    }

    @Override
    public void close() {
        calls.add("close");
    }
}
