package dev.twt.dataset;

import dev.twt.config.UserException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * Keeps a second run out of a workspace, which would ask everything once more. On this machine's disks it is the
 * system's lock on a file, elsewhere a claim that is renewed while the run lives.
 */
public final class WorkspaceLock implements AutoCloseable {
    private final LocalLock local;
    private final WorkspaceClaim claim;

    private WorkspaceLock(LocalLock local, WorkspaceClaim claim) {
        this.local = local;
        this.claim = claim;
    }

    /**
     * Takes the lock of a prepared workspace. Where another run may be dead this waits until it counts as dead or gives a
     * sign, a minute at most.
     *
     * @param onLost called once, from another thread, when another run may have taken the workspace over, since this one
     *     could not reach it for long
     * @throws UserException if another run holds it
     */
    public static WorkspaceLock take(Workspace workspace, Runnable onLost) {
        try {
            Optional<File> folder = local(workspace);
            return folder.isPresent()
                    ? new WorkspaceLock(LocalLock.take(folder.get()), null)
                    : new WorkspaceLock(null, WorkspaceClaim.take(workspace, onLost));
        } catch (IOException e) {
            throw StorageProblems.explain(e, workspace.root());
        }
    }

    /**
     * Sees that no other run is at work, and leaves no trace of having looked.
     *
     * @throws UserException if another run holds the workspace
     */
    public static void requireFree(Workspace workspace) {
        try {
            Optional<File> folder = local(workspace);
            if (folder.isPresent()) {
                LocalLock.requireFree(folder.get());
            } else {
                WorkspaceClaim.requireFree(workspace);
            }
        } catch (IOException e) {
            throw StorageProblems.explain(e, workspace.root());
        }
    }

    private static Optional<File> local(Workspace workspace) throws IOException {
        return StoragePaths.local(new Path(workspace.root()), workspace.configuration());
    }

    /** Whether another run may have taken the workspace over meanwhile. */
    public boolean lost() {
        return claim != null && claim.lost();
    }

    /** Gives the lock back. */
    @Override
    public void close() {
        try {
            if (claim != null) {
                claim.close();
            } else {
                local.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
