package dev.twt.dataset;

import dev.twt.config.UserException;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Tries whether a workspace can be used, and leaves everything as it was. */
public final class WorkspaceProbe {
    private static final long WRITTEN = 0x5477_54L;

    private final Workspace workspace;
    private final Path folder;

    public WorkspaceProbe(Workspace workspace) {
        this.workspace = workspace;
        this.folder = new Path(workspace.root());
    }

    /**
     * Writes a small file, reads it and deletes it, with the folders that had to be made for it.
     *
     * @throws UserException if the workspace is a file, or one of these does not succeed
     */
    public void tryWriting() {
        try {
            FileSystem files = folder.getFileSystem(workspace.configuration());
            if (files.exists(folder) && files.getFileStatus(folder).isFile()) {
                throw new UserException(workspace.root(), "the workspace is a file", "Name a folder");
            }
            List<Path> made = missing(files);
            try {
                writeAndRead(files);
            } finally {
                remove(files, made);
            }
        } catch (IOException e) {
            throw StorageProblems.of(e, workspace.root())
                    .orElseGet(() -> new UserException(
                            workspace.root(),
                            "it cannot be written: " + e.getMessage(),
                            "Name a folder that can be written"));
        }
    }

    /** The folders that are not there, the deepest first. */
    private List<Path> missing(FileSystem files) throws IOException {
        List<Path> missing = new ArrayList<>();
        for (Path path = folder; path != null && !files.exists(path); path = path.getParent()) {
            missing.add(path);
        }
        return missing;
    }

    private void writeAndRead(FileSystem files) throws IOException {
        Path probe = new Path(folder, "_probe-" + UUID.randomUUID());
        try {
            try (FSDataOutputStream out = files.create(probe, false)) {
                out.writeLong(WRITTEN);
            }
            try (FSDataInputStream in = files.open(probe)) {
                if (in.readLong() != WRITTEN) {
                    throw new IOException("what was written is not what is read");
                }
            }
        } finally {
            files.delete(probe, false);
        }
    }

    private static void remove(FileSystem files, List<Path> made) {
        try {
            for (Path path : made) {
                files.delete(path, false);
            }
        } catch (IOException e) {
            // Not empty: a run began meanwhile, and the folder is its own.
        }
    }

    /** Bytes left on a disk of this machine; empty elsewhere. */
    public OptionalLong freeBytes() {
        try {
            Optional<File> local = StoragePaths.local(folder, workspace.configuration());
            File there = local.orElse(null);
            while (there != null && !there.exists()) {
                there = there.getParentFile();
            }
            return there == null ? OptionalLong.empty() : OptionalLong.of(there.getUsableSpace());
        } catch (IOException e) {
            throw StorageProblems.explain(e, workspace.root());
        }
    }
}
