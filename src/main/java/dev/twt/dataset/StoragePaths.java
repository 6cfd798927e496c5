package dev.twt.dataset;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/** The few file operations a workspace needs, on any file system Hadoop knows. */
public final class StoragePaths {
    /** Stores where a file appears whole when it is closed, and where a rename is a copy. */
    private static final Set<String> OBJECT_STORES = Set.of("s3", "s3a", "s3n", "gs", "wasb", "wasbs", "oss", "cosn");

    private StoragePaths() {}

    /** Whether files are written in place, being invisible until they are closed. */
    public static boolean appearsOnClose(Path path, Configuration hadoop) {
        String scheme = path.toUri().getScheme();
        return OBJECT_STORES.contains(
                scheme == null ? FileSystem.getDefaultUri(hadoop).getScheme() : scheme);
    }

    /** The folder on this machine a path means, or empty for other file systems. */
    public static Optional<File> local(Path path, Configuration hadoop) throws IOException {
        FileSystem files = path.getFileSystem(hadoop);
        if (!files.getUri().getScheme().equals("file")) {
            return Optional.empty();
        }
        return Optional.of(new File(files.makeQualified(path).toUri().getPath()));
    }

    /** Writes a small text so that a reader sees the old one or the new one, never a part. */
    static void replace(Path path, String text, Configuration hadoop) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        FileSystem files = path.getFileSystem(hadoop);
        files.mkdirs(path.getParent());
        if (appearsOnClose(path, hadoop)) {
            try (OutputStream out = files.create(path, true)) {
                out.write(bytes);
            }
            return;
        }
        FileContext context =
                FileContext.getFileContext(files.makeQualified(path).toUri(), hadoop);
        Path aside = new Path(path.getParent(), "." + path.getName() + "." + UUID.randomUUID() + ".tmp");
        try (OutputStream out =
                context.create(aside, EnumSet.of(CreateFlag.CREATE), Options.CreateOpts.createParent())) {
            out.write(bytes);
        }
        context.rename(aside, path, Options.Rename.OVERWRITE);
    }

    /** The text of a small file, or empty where there is none. */
    static Optional<String> text(Path path, Configuration hadoop) throws IOException {
        try (FSDataInputStream in = path.getFileSystem(hadoop).open(path)) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Files right in a folder whose names end so, sorted by name; none where there is no folder. */
    public static List<FileStatus> files(Path folder, String ending, Configuration hadoop) throws IOException {
        List<FileStatus> found = new ArrayList<>();
        try {
            for (FileStatus entry : folder.getFileSystem(hadoop).listStatus(folder)) {
                String name = entry.getPath().getName();
                if (entry.isFile() && name.endsWith(ending) && !name.startsWith("_") && !name.startsWith(".")) {
                    found.add(entry);
                }
            }
        } catch (FileNotFoundException e) {
            return List.of();
        }
        found.sort(Comparator.comparing(file -> file.getPath().getName()));
        return found;
    }
}
