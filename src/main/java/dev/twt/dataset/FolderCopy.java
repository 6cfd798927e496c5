package dev.twt.dataset;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Whole folders between a disk of this machine and any file system Hadoop knows. */
public final class FolderCopy {
    private FolderCopy() {}

    /**
     * Copies a folder from this machine's disk so that it appears whole, in place of one that is there: by a rename, or on an
     * object store by its last file.
     *
     * @param last name of the file right in it that says that all others are there
     */
    public static void publish(java.nio.file.Path from, String to, String last, Configuration hadoop)
            throws IOException {
        Path target = new Path(to);
        FileSystem files = target.getFileSystem(hadoop);
        if (StoragePaths.appearsOnClose(target, hadoop)) {
            files.delete(new Path(target, last), false);
            files.delete(target, true);
            write(from, files, target, last);
            return;
        }
        Path aside = new Path(target.getParent(), "." + target.getName() + "." + UUID.randomUUID() + ".tmp");
        try {
            write(from, files, aside, last);
            files.delete(target, true);
            if (!files.rename(aside, target)) {
                throw new IOException(aside + " cannot be renamed to " + target.getName());
            }
        } finally {
            files.delete(aside, true);
        }
    }

    private static void write(java.nio.file.Path from, FileSystem files, Path to, String last) throws IOException {
        for (java.nio.file.Path file : files(from, last)) {
            Path target = new Path(to, from.relativize(file).toString());
            files.mkdirs(target.getParent());
            try (OutputStream out = files.create(target, true)) {
                Files.copy(file, out);
            }
        }
    }

    /** Hidden ones are its owner's own. */
    private static List<java.nio.file.Path> files(java.nio.file.Path from, String last) throws IOException {
        java.nio.file.Path end = from.resolve(last);
        try (Stream<java.nio.file.Path> all = Files.walk(from)) {
            Stream<java.nio.file.Path> others = all.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith(".") && !file.equals(end))
                    .sorted();
            return Stream.concat(others, Stream.of(end)).toList();
        }
    }

    /** Copies one file to this machine's disk. */
    public static void fetch(String from, java.nio.file.Path to, Configuration hadoop) throws IOException {
        Path source = new Path(from);
        Files.createDirectories(to.getParent());
        try (var in = source.getFileSystem(hadoop).open(source);
                OutputStream out = Files.newOutputStream(to)) {
            in.transferTo(out);
        }
    }
}
