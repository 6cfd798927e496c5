package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.testing.ClusterJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A driver in a process of its own, as {@link ClusterJvm} starts it, with executors below it. */
final class DriverProcess {
    private DriverProcess() {}

    /** The driver starts no other processes; a long command line cannot be read back everywhere. */
    static List<ProcessHandle> executors(Process driver) {
        return driver.children().toList();
    }

    /** Waits until something is so, or the driver has ended. */
    static void await(Process driver, BooleanSupplier condition) throws InterruptedException {
        while (driver.isAlive() && !condition.getAsBoolean()) {
            Thread.sleep(20);
        }
    }

    /** @param folder that it was started in */
    static void assertEnded(Path folder, Process driver, int code) throws IOException, InterruptedException {
        assertThat(driver.waitFor(300, TimeUnit.SECONDS))
                .as(ClusterJvm.said(folder))
                .isTrue();
        assertThat(driver.exitValue()).as(ClusterJvm.said(folder)).isEqualTo(code);
    }
}
