package dev.twt.dataset;

import dev.twt.config.UserException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * Keeps a second run out of a workspace, which would ask everything once more. On this machine's disks the lock goes
 * with its process, however that ends; HDFS and object stores have no such lock, and there is none.
 */
public final class WorkspaceLock implements AutoCloseable {
    private static final String NAME = ".lock";

    private final FileChannel channel;

    private WorkspaceLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock of a prepared workspace.
     *
     * @throws UserException if another run holds it
     */
    public static WorkspaceLock take(Workspace workspace) {
        try {
            Optional<File> folder = StoragePaths.local(new Path(workspace.root()), workspace.configuration());
            if (folder.isEmpty()) {
                return new WorkspaceLock(null);
            }
            FileChannel channel = FileChannel.open(
                    folder.get().toPath().resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new UserException(
                        workspace.root(),
                        "another run is at work in this workspace",
                        "Wait until it has ended, or name another workspace");
            }
            return new WorkspaceLock(channel);
        } catch (IOException e) {
            throw StorageProblems.explain(e, workspace.root());
        }
    }

    /**
     * Sees that no other run is at work, and leaves no trace of having looked: without a lock file there is none.
     *
     * @throws UserException if another run holds the workspace
     */
    public static void requireFree(Workspace workspace) {
        try {
            Optional<File> folder = StoragePaths.local(new Path(workspace.root()), workspace.configuration());
            if (folder.isPresent() && new File(folder.get(), NAME).exists()) {
                take(workspace).close();
            }
        } catch (IOException e) {
            throw StorageProblems.explain(e, workspace.root());
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Gives the lock back. */
    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
