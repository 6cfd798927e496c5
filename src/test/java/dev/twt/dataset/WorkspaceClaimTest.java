package dev.twt.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.config.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The lock of stores without locks, here on a disk. */
@Timeout(120)
class WorkspaceClaimTest {
    @TempDir
    Path folder;

    private Workspace workspace(String beat) {
        Configuration hadoop = new Configuration();
        hadoop.set("twt.lock.beat", beat);
        return Workspace.at(folder.toString(), hadoop);
    }

    private Path claims() {
        return folder.resolve(".claims");
    }

    private List<Path> claimFiles() throws IOException {
        try (Stream<Path> files = Files.list(claims())) {
            return files.filter(file -> !file.toString().endsWith(".crc")).toList();
        }
    }

    private Path dead(String name, boolean holding, Instant lastSign) throws IOException {
        Files.createDirectories(claims());
        Path file = claims().resolve(name + ".claim");
        LockOwner ada = new LockOwner("elsewhere", 42, "ada", Instant.parse("2026-01-02T03:04:05Z"));
        Files.writeString(file, new ClaimText(Optional.of(ada), new ClaimRule(Duration.ofMillis(100))).json());
        Files.setLastModifiedTime(file, FileTime.from(lastSign));
        if (holding) {
            Path holds = Files.createFile(claims().resolve(name + ".holds"));
            Files.setLastModifiedTime(holds, FileTime.from(lastSign));
        }
        return file;
    }

    @Test
    void shouldKeepASecondRunOutAndSayWhoIsThere() throws Exception {
        try (WorkspaceClaim held = WorkspaceClaim.take(workspace("100ms"), () -> {})) {
            assertThatThrownBy(() -> WorkspaceClaim.take(workspace("100ms"), () -> {}))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("another run is at work")
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining("since ")
                    .hasMessageContaining("If it is dead");
            assertThatThrownBy(() -> WorkspaceClaim.requireFree(workspace("100ms")))
                    .isInstanceOf(UserException.class);
            assertThat(held.lost()).isFalse();
            assertThat(claimFiles()).isNotEmpty();
        }
        assertThat(claimFiles()).isEmpty();
        WorkspaceClaim.requireFree(workspace("100ms"));
    }

    @Test
    void shouldLetOneOfManyIn() {
        int runs = 6;
        CountDownLatch together = new CountDownLatch(1);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger won = new AtomicInteger();
        List<CompletableFuture<Void>> all = IntStream.range(0, runs)
                .mapToObj(i -> CompletableFuture.runAsync(
                        () -> {
                            try {
                                together.await();
                                try (WorkspaceClaim claim = WorkspaceClaim.take(workspace("1s"), () -> {})) {
                                    won.incrementAndGet();
                                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                                    Thread.sleep(300);
                                    inside.decrementAndGet();
                                    assertThat(claim.lost()).isFalse();
                                }
                            } catch (UserException e) {
                                assertThat(e).hasMessageContaining("another run is at work");
                            } catch (IOException | InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        task -> new Thread(task).start()))
                .toList();
        together.countDown();
        all.forEach(CompletableFuture::join);

        assertThat(most.get()).as("at once").isEqualTo(1);
        assertThat(won.get()).isPositive();
    }

    @Test
    void shouldTakeOverFromARunThatWasKilledLongAgo() throws Exception {
        Path file = dead("00000000-killed", true, Instant.now().minusSeconds(60));
        WorkspaceClaim.requireFree(workspace("1h"));
        WorkspaceClaim.take(workspace("1h"), () -> {}).close();
        assertThat(file).doesNotExist();
    }

    @Test
    void shouldWaitForARunThatMayBeDeadUntilItCountsAsDead() throws Exception {
        // The store's clock is ahead: only that nothing changes can show it.
        dead("ffffffff-killed", true, Instant.now().plusSeconds(3600));
        long begin = System.nanoTime();
        WorkspaceClaim.take(workspace("100ms"), () -> {}).close();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(500));
        assertThat(claimFiles()).isEmpty();
    }

    @Test
    void shouldGiveWayToOneThatClaimsAtTheSameMomentWithALowerName() throws Exception {
        Path other = dead("00000000-claiming", false, Instant.now().plusSeconds(3600));
        assertThatThrownBy(() -> WorkspaceClaim.take(workspace("100ms"), () -> {}))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("process 42 of ada on elsewhere, since 2026-01-02T03:04:05Z");
        assertThat(claimFiles()).containsExactly(other);
    }

    @Test
    void shouldNoticeThatItWasTakenOver() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        try (WorkspaceClaim claim = WorkspaceClaim.take(workspace("100ms"), told::countDown)) {
            for (Path file : claimFiles()) {
                Files.delete(file);
            }
            assertThat(told.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(claim.lost()).isTrue();
            assertThat(claimFiles()).as("not claimed anew").isEmpty();
        }
    }

    @Test
    void shouldBearAClaimThatCannotBeRead() throws Exception {
        Files.createDirectories(claims());
        Path file = Files.writeString(claims().resolve("zz.claim"), "{ half");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600)));
        WorkspaceClaim.take(workspace("100ms"), () -> {}).close();
        assertThat(file).doesNotExist();
    }
}
