package dev.twt.sandbox;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One process in a sandbox from its start to its end; afterwards nothing of it is left. */
final class ConfinedProcess {
    private static final long LOOK_MS = 25;
    private static final long PATIENCE_MS = 10_000;
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "PATH", "/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME", Jail.WORK,
            "TMPDIR", Jail.WORK,
            "LANG", "C.UTF-8",
            "OMP_NUM_THREADS", "1",
            "OPENBLAS_NUM_THREADS", "1");

    private final Process process;
    private final ProcessTree tree;
    private final SandboxLimits limits;
    private final long end;

    private ConfinedProcess(Process process, SandboxLimits limits) {
        this.process = process;
        this.tree = new ProcessTree(process);
        this.limits = limits;
        this.end = System.nanoTime() + limits.wall().toNanos();
    }

    /** Starts the command line, gives it its input, and waits until it has ended or was killed at a limit. */
    static Ran run(List<String> command, byte[] input, SandboxLimits limits) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(new File("/"));
        builder.environment().clear();
        builder.environment().putAll(ENVIRONMENT);
        ConfinedProcess confined = new ConfinedProcess(builder.start(), limits);
        try {
            return confined.ran(input);
        } finally {
            confined.tree.kill();
        }
    }

    private Ran ran(byte[] input) throws InterruptedException {
        Drain out = Drain.of(process.getInputStream());
        Drain err = Drain.of(process.getErrorStream());
        feed(input);
        Ran.Stop stop = Ran.Stop.NONE;
        while (stop == Ran.Stop.NONE && !process.waitFor(LOOK_MS, TimeUnit.MILLISECONDS)) {
            stop = reached(out, err);
        }
        tree.kill();
        process.waitFor(PATIENCE_MS, TimeUnit.MILLISECONDS);
        Ran ran = new Ran(out.text(PATIENCE_MS), err.text(PATIENCE_MS), stop);
        boolean tooMuch = out.bytes() + err.bytes() > limits.output();
        return stop == Ran.Stop.NONE && tooMuch ? new Ran(ran.out(), ran.err(), Ran.Stop.OUTPUT) : ran;
    }

    private Ran.Stop reached(Drain out, Drain err) {
        tree.look();
        if (out.bytes() + err.bytes() > limits.output()) {
            return Ran.Stop.OUTPUT;
        }
        if (System.nanoTime() - end >= 0) {
            return Ran.Stop.TIME;
        }
        return tree.resident() > limits.memory() ? Ran.Stop.MEMORY : Ran.Stop.NONE;
    }

    /** On a thread of its own: a pipe takes only so much at once, and the other side may be dead. */
    private void feed(byte[] input) {
        Thread feeder = new Thread(
                () -> {
                    try (OutputStream in = process.getOutputStream()) {
                        in.write(input);
                    } catch (IOException e) {
                        // It has ended; its verdict, or the lack of one, says so.
                    }
                },
                "twt-sandbox-input");
        feeder.setDaemon(true);
        feeder.start();
    }
}
