package dev.twt.job;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.twt.audit.Severity;
import dev.twt.config.StoppedEarly;
import dev.twt.model.torch.TorchEngine;
import dev.twt.model.torch.TorchProgram;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * Main class of the child JVMs of {@link InterruptedProcessTest}: a step that waits to be stopped. Arguments: how it
 * takes a request to stop (obey, break, ignore, compute: as ignore, inside libtorch), patience in milliseconds, then the command line.
 */
final class InterruptedProcess implements Pipeline {
    private final String manner;
    private final CountDownLatch asked = new CountDownLatch(1);

    private InterruptedProcess(String manner) {
        this.manner = manner;
    }

    public static void main(String[] args) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("shutdown hook ran")));
        StepRunner runner = new StepRunner(
                (config, console) -> new InterruptedProcess(args[0]),
                System.out,
                System.err,
                Terminal.NONE,
                Duration.ofMillis(Long.parseLong(args[1])));
        String[] command = {"generate", "--config", args[2]};
        System.exit(Main.execute(command, runner, System.out, System.err));
    }

    @Override
    public void generate() {
        System.out.println("step began");
        try {
            if (manner.equals("compute")) {
                compute();
            }
            asked.await();
            if (manner.equals("ignore")) {
                Thread.sleep(Duration.ofMinutes(5).toMillis());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (manner.equals("break")) {
            throw new IllegalStateException("job cancelled");
        }
        System.out.println("flushed");
        throw new StoppedEarly("you asked for it", "All 7 answers are in the ledger");
    }

    /** One call of libtorch that computes gradients for ever. */
    private static void compute() {
        try (PtNDManager manager = TorchEngine.newManager();
                TorchProgram program = TorchProgram.of(manager, InterruptedProcess.class, "forever")) {
            PtNDArray ones = (PtNDArray) manager.ones(new Shape(8));
            ones.setRequiresGradient(true);
            System.out.println("computing");
            program.callWithGradients("forever", new NDList(ones));
        }
    }

    @Override
    public void stop() {
        asked.countDown();
    }

    @Override
    public void close() {
        System.out.println("closed");
    }

    @Override
    public void plan() {}

    @Override
    public void doctor() {}

    @Override
    public void importResponses() {}

    @Override
    public void cancelBatches() {}

    @Override
    public void explain(String questionId) {}

    @Override
    public void sweep(String sweep) {}

    @Override
    public void compress() {}

    @Override
    public void evaluate() {}

    @Override
    public Optional<Severity> audit() {
        return Optional.empty();
    }

    @Override
    public void compare(List<String> answerers) {}

    @Override
    public void export() {}

    @Override
    public void report() {}

    @Override
    public void train() {}

    @Override
    public void trainGrid() {}

    @Override
    public void rehearse() {}

    @Override
    public void select() {}

    @Override
    public void run() {}
}
