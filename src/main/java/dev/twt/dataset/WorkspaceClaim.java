package dev.twt.dataset;

import dev.twt.config.UserException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A workspace's lock on stores without locks. Every run writes a claim of its own, then looks for others; whoever finds
 * none holds the workspace and says so in its claim. That is exclusive wherever a listing shows what was written before
 * it (HDFS, S3, GCS): of two runs at once the later listing shows the other's claim, and a claim that may still win is
 * waited for. Of two that see each other the lower name goes on.
 *
 * <p>A holder gives a sign at every beat. One that misses {@link ClaimRule#MISSED} beats counts as dead and its claim
 * is removed; a holder that comes back from so long a pause finds out and gives the workspace up.
 */
final class WorkspaceClaim implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkspaceClaim.class);

    private final ClaimFolder claims;
    private final ClaimRule rule;
    private final String root;
    private final String name = UUID.randomUUID().toString();
    private final Map<String, Other> others = new HashMap<>();
    private ScheduledExecutorService heart;
    private long beats;
    private long lastBeat;
    private volatile boolean lost;

    /** Another's claim: its sign when first seen, the last one, and when that was seen. */
    private record Other(ClaimText text, long first, long sign, long since) {
        boolean alive() {
            return sign > first;
        }
    }

    private WorkspaceClaim(Workspace workspace) {
        this.claims = new ClaimFolder(workspace);
        this.rule = ClaimRule.of(workspace.configuration());
        this.root = workspace.root();
    }

    /**
     * Takes a workspace; waits while another run may be dead, at most {@link ClaimRule#MISSED} of its beats.
     *
     * @param onLost called once, from a thread of its own, when others may have taken the workspace over
     * @throws UserException if another run holds it
     */
    static WorkspaceClaim take(Workspace workspace, Runnable onLost) throws IOException {
        WorkspaceClaim claim = new WorkspaceClaim(workspace);
        try {
            claim.acquire();
        } catch (IOException | RuntimeException | Error e) {
            claim.withdraw();
            throw e;
        }
        claim.startBeating(onLost);
        return claim;
    }

    private void acquire() throws IOException {
        claims.claim(name, new ClaimText(Optional.of(LockOwner.here()), rule).json());
        beat();
        while (othersAreThere()) {
            pause();
            if (System.nanoTime() - lastBeat > rule.beat().toNanos()) {
                beat();
            }
        }
        claims.hold(name);
    }

    private boolean othersAreThere() throws IOException {
        boolean any = false;
        var all = claims.all();
        long storeTime = all.stream()
                .filter(claim -> claim.name().equals(name))
                .mapToLong(Claim::sign)
                .findFirst()
                .orElse(0);
        for (Claim claim : all) {
            if (!claim.name().equals(name)) {
                any |= isInTheWay(claim, storeTime);
            }
        }
        return any;
    }

    private boolean isInTheWay(Claim claim, long storeTime) throws IOException {
        long now = System.nanoTime();
        Other before = others.get(claim.name());
        Other other = before == null
                ? new Other(claims.text(claim.name()), claim.sign(), claim.sign(), now)
                : new Other(
                        before.text(),
                        before.first(),
                        Math.max(before.sign(), claim.sign()),
                        claim.sign() > before.sign() ? now : before.since());
        others.put(claim.name(), other);
        if (before == null) {
            LOG.warn(
                    "Waiting to see whether another run is alive{}",
                    other.text().owner().map(o -> ": " + o.said()).orElse(""));
        }
        Duration lapse = other.text().rule().lapse();
        if (now - other.since() > lapse.toNanos() || storeTime - other.sign() > lapse.toMillis()) {
            LOG.warn("The claim of a run that has not been heard of is removed: {}", claims.file(claim.name()));
            claims.delete(claim.name());
            return false;
        }
        if (claim.holding() ? other.alive() : claim.name().compareTo(name) < 0) {
            throw held(root, claim, other.text(), claims);
        }
        return true;
    }

    private static UserException held(String root, Claim claim, ClaimText text, ClaimFolder claims) {
        return new UserException(
                root,
                "another run is at work in this workspace"
                        + text.owner().map(o -> ": " + o.said()).orElse(""),
                "Wait until it has ended, or name another workspace. If it is dead: after "
                        + text.rule().lapse().toSeconds() + " s without a sign of life from it the workspace is free"
                        + " again by itself; it gives its signs beside " + claims.file(claim.name()));
    }

    /** Sees that nobody holds the workspace, without a trace; the store's clock is taken to be about this machine's. */
    static void requireFree(Workspace workspace) throws IOException {
        ClaimFolder claims = new ClaimFolder(workspace);
        for (Claim claim : claims.all()) {
            ClaimText text = claims.text(claim.name());
            if (System.currentTimeMillis() - claim.sign() <= text.rule().lapse().toMillis()) {
                throw held(workspace.root(), claim, text, claims);
            }
        }
    }

    private void beat() throws IOException {
        claims.beat(name, beats);
        beats++;
        lastBeat = System.nanoTime();
    }

    private void startBeating(Runnable onLost) {
        heart = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "workspace-claim");
            thread.setDaemon(true);
            return thread;
        });
        long nanos = rule.beat().toNanos();
        heart.scheduleWithFixedDelay(
                () -> {
                    if (!lost && !stillHeld()) {
                        lost = true;
                        onLost.run();
                    }
                },
                nanos,
                nanos,
                TimeUnit.NANOSECONDS);
    }

    private boolean stillHeld() {
        Duration silent = Duration.ofNanos(System.nanoTime() - lastBeat);
        if (silent.compareTo(rule.doubt()) > 0) {
            return false;
        }
        try {
            if (claims.all().stream().noneMatch(claim -> claim.name().equals(name))) {
                return false;
            }
            beat();
        } catch (IOException | RuntimeException e) {
            LOG.warn("The claim on the workspace could not be renewed: {}", e.toString());
        }
        return true;
    }

    /** Whether others may have taken the workspace over. */
    boolean lost() {
        return lost;
    }

    private void pause() throws IOException {
        try {
            Thread.sleep(Math.max(20, rule.beat().toMillis() / 10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for another run's claim", e);
        }
    }

    private void withdraw() {
        try {
            claims.delete(name);
        } catch (IOException | RuntimeException e) {
            LOG.warn("The claim {} stays and lapses by itself: {}", claims.file(name), e.toString());
        }
    }

    @Override
    public void close() {
        heart.shutdownNow();
        try {
            boolean over = heart.awaitTermination(rule.beat().toMillis(), TimeUnit.MILLISECONDS);
            LOG.debug("The last beat is over: {}", over);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        withdraw();
    }
}
