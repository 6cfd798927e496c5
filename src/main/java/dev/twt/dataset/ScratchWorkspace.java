package dev.twt.dataset;

import dev.twt.config.UserException;
import java.io.IOException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A workspace whose content is worth nothing and may be deleted. A file in it says so; without it nothing is deleted. */
public final class ScratchWorkspace {
    private static final String MARK = "SCRATCH.txt";
    private static final String TEXT = "This folder holds a rehearsal. The next one deletes what is in it.\n";

    private ScratchWorkspace() {}

    /**
     * Empties a prepared workspace, whose lock is held, and marks it.
     *
     * @param keep true: what is in it stays
     * @throws UserException if it holds what this class did not mark
     */
    public static void claim(Workspace workspace, boolean keep) {
        Path folder = new Path(workspace.root());
        try {
            FileSystem files = folder.getFileSystem(workspace.configuration());
            if (!files.exists(new Path(folder, MARK))) {
                requireEmpty(workspace, files.listStatus(folder));
            } else if (!keep) {
                empty(files, files.listStatus(folder));
            }
            workspace.writeText(MARK, TEXT);
        } catch (IOException e) {
            throw StorageProblems.explain(e, workspace.root());
        }
    }

    private static void requireEmpty(Workspace workspace, FileStatus[] entries) {
        for (FileStatus entry : entries) {
            if (!isHidden(entry)) {
                throw new UserException(
                        workspace.root(),
                        "this folder is not empty and was not made by a rehearsal",
                        "Rename or delete it, or give the run another workspace");
            }
        }
    }

    /** The mark stays: what a crash leaves is still known as scratch. */
    private static void empty(FileSystem files, FileStatus[] entries) throws IOException {
        for (FileStatus entry : entries) {
            if (!isHidden(entry) && !entry.getPath().getName().equals(MARK)) {
                files.delete(entry.getPath(), true);
            }
        }
    }

    /** The lock, among others. */
    private static boolean isHidden(FileStatus entry) {
        return entry.getPath().getName().startsWith(".");
    }
}
