package dev.twt.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The little file system a program sees: the system's programs and libraries, the interpreter, /dev/null, and an empty
 * folder of its own. All but that folder is read-only; there is no /etc, no /proc, no home.
 *
 * @param folders brought in from outside
 * @param links top folders of the system that are links into /usr
 */
record Jail(List<Path> folders, List<Path> links) {
    /** Where it stands in the outer file system of its namespace, of which nothing can be seen from inside. */
    static final String AT = "/jail";

    static final String WORK = "/work";

    static final List<Path> SYSTEM = paths("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32");
    private static final Path LOADER_CACHE = Path.of("/etc/ld.so.cache");

    Jail {
        folders = List.copyOf(folders);
        links = List.copyOf(links);
    }

    static Jail of(Python python) {
        List<Path> folders = new ArrayList<>();
        List<Path> links = new ArrayList<>();
        for (Path path : SYSTEM) {
            if (Files.isSymbolicLink(path)) {
                links.add(path);
            } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                folders.add(path);
            }
        }
        folders.addAll(python.folders());
        return new Jail(folders, links);
    }

    /** Folders to be made before anything is brought in, outer ones first. */
    List<Path> parents() {
        TreeSet<Path> parents = new TreeSet<>();
        folders.forEach(folder -> addParents(folder, parents));
        parents.addAll(paths("/dev", "/etc"));
        return List.copyOf(parents);
    }

    private static void addParents(Path folder, TreeSet<Path> parents) {
        for (Path parent = folder.getParent(); parent.getParent() != null; parent = parent.getParent()) {
            parents.add(parent);
        }
    }

    boolean hasLoaderCache() {
        return Files.isReadable(LOADER_CACHE);
    }

    Path loaderCache() {
        return LOADER_CACHE;
    }

    /** Where a link leads, as it is written. */
    static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> paths(String... names) {
        return Stream.of(names).map(Path::of).toList();
    }
}
