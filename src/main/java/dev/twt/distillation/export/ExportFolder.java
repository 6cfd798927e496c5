package dev.twt.distillation.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.config.UserException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/** The folder of one format, on any file system Hadoop knows. What is in it was written by one export. */
final class ExportFolder {
    /** Says that the folder is an export's, and whether it is whole. */
    static final String MARK = "twt-export.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path root;
    private final FileSystem files;

    private ExportFolder(Path root, FileSystem files) {
        this.root = root;
        this.files = files;
    }

    /**
     * Takes the folder for a new export: what an earlier one left in it goes.
     *
     * @throws UserException where something else is in it
     */
    static ExportFolder take(String parent, String format, Configuration hadoop) throws IOException {
        Path path = new Path(parent, format);
        FileSystem found = path.getFileSystem(hadoop);
        Path root = found.makeQualified(path);
        // Without the local file system's checksum files: the folder is given away.
        FileSystem files = found instanceof LocalFileSystem local ? local.getRawFileSystem() : found;
        if (files.exists(root)) {
            requireOurs(files, root);
            files.delete(root, true);
        }
        files.mkdirs(root);
        ExportFolder folder = new ExportFolder(root, files);
        folder.mark(false, List.of());
        return folder;
    }

    private static void requireOurs(FileSystem files, Path root) throws IOException {
        boolean folder = files.getFileStatus(root).isDirectory();
        if (!folder || (files.listStatus(root).length > 0 && !files.exists(new Path(root, MARK)))) {
            throw new UserException(
                    root.toString(),
                    "something that is no export is there already, and an export would replace it",
                    "Name another folder by --to, or move it away");
        }
    }

    /** Notes whether the export is whole, and what it has written. */
    void mark(boolean complete, List<ExportedFile> written) throws IOException {
        Map<String, Object> mark = new LinkedHashMap<>();
        mark.put("complete", complete);
        mark.put("files", written);
        json(MARK, mark);
    }

    /** Writes an object as JSON for people and programs. */
    void json(String name, Object value) throws IOException {
        text(name, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n");
    }

    void text(String name, String text) throws IOException {
        try (OutputStream out = create(name)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    OutputStream create(String name) throws IOException {
        Path path = new Path(root, name);
        files.mkdirs(path.getParent());
        return files.create(path, true);
    }

    /** Gives Spark's part files their names, counted; the folder they were in goes. */
    int adopt(String from, String pattern) throws IOException {
        Path parts = new Path(root, from);
        List<Path> found = java.util.Arrays.stream(files.listStatus(parts))
                .map(status -> status.getPath())
                .filter(path -> path.getName().startsWith("part-"))
                .sorted()
                .toList();
        for (int i = 0; i < found.size(); i++) {
            Path to = new Path(root, String.format(pattern, i, found.size()));
            files.mkdirs(to.getParent());
            if (!files.rename(found.get(i), to)) {
                throw new IOException("it cannot be renamed to " + to);
            }
        }
        files.delete(parts, true);
        return found.size();
    }

    /** The address of a file or folder in it, as Hadoop writes it. */
    String at(String name) {
        return new Path(root, name).toString();
    }

    /** The same as Python's tools write it: a plain path on this machine, s3:// in place of s3a://. */
    String shown(String name) {
        String address = name.isEmpty() ? root.toString() : at(name);
        return address.replaceFirst("^file:(//)?", "").replaceFirst("^s3[an]://", "s3://");
    }
}
