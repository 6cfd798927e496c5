package dev.twt.sandbox;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** util-linux's unshare with mount, pivot_root, chroot and setpriv. */
final class Unshare implements Tool {
    private static final String READ_ONLY = "mount -n -o rbind,ro,nosuid,nodev ";

    @Override
    public String name() {
        return "unshare";
    }

    @Override
    public List<String> command(Jail jail, Caller caller, long fileBytes, List<String> program) {
        List<String> all = new ArrayList<>(caller.before());
        // Whoever kills the outermost process kills all: the first one inside dies with it, and its namespace with
        // that.
        all.addAll(List.of("setpriv", "--pdeathsig=KILL", "unshare"));
        if (!caller.root()) {
            all.addAll(List.of("--user", "--map-root-user"));
        }
        all.addAll(List.of("--mount", "--pid", "--fork", "--kill-child", "--net", "--ipc", "--uts"));
        all.addAll(List.of("sh", "-c", script(jail, fileBytes), "sh"));
        all.addAll(caller.unprivileged(program));
        return all;
    }

    /** A new root with the jail inside; the old root is let go before anything of the program runs. */
    private static String script(Jail jail, long fileBytes) {
        List<String> lines = new ArrayList<>(List.of(
                "set -e",
                "umask 022",
                "mount -n -t tmpfs -o size=4m,mode=0755,nosuid,nodev twt " + point(jail),
                "cd " + point(jail),
                "mkdir -p old jail" + Jail.WORK
                        + below(Stream.concat(jail.parents().stream(), jail.folders().stream()))));
        List<Path> copied = new ArrayList<>(jail.links());
        if (jail.hasLoaderCache()) {
            copied.add(jail.loaderCache());
        }
        if (!copied.isEmpty()) {
            lines.add("cp -P --parents " + quoted(copied) + " jail/");
        }
        if (!jail.links().isEmpty()) {
            lines.add("cp -P " + quoted(jail.links()) + " .");
        }
        // The old /proc: umount reads there what is mounted.
        lines.add("ln -s old/proc"
                + jail.folders().stream()
                        .filter(Jail.SYSTEM::contains)
                        .map(folder -> " jail" + quote(folder))
                        .collect(Collectors.joining())
                + " .");
        jail.folders().forEach(folder -> lines.add(READ_ONLY + quote(folder) + " jail" + quote(folder)));
        lines.addAll(List.of(
                ": > jail/dev/null",
                "mount -n -o bind /dev/null jail/dev/null",
                "mount -n -t tmpfs -o size=" + fileBytes + ",nr_inodes=4096,mode=1777,nosuid,nodev twt jail"
                        + Jail.WORK,
                "mount -n -o remount,bind,ro,nosuid,nodev " + point(jail),
                "pivot_root . old",
                "cd /",
                "umount -n -l /old",
                "exec \"$@\""));
        return String.join("\n", lines);
    }

    /** A folder of the outer system to stand on, which hides nothing that is needed. */
    private static Path point(Jail jail) {
        return Stream.of("/mnt", "/media", "/srv", "/tmp", "/var/tmp", "/opt")
                .map(Path::of)
                .filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                .filter(path -> jail.folders().stream().noneMatch(folder -> folder.startsWith(path)))
                .findFirst()
                .orElse(Path.of("/run"));
    }

    private static String below(Stream<Path> paths) {
        return paths.map(path -> " jail" + quote(path)).collect(Collectors.joining());
    }

    private static String quoted(List<Path> paths) {
        return paths.stream().map(Unshare::quote).collect(Collectors.joining(" "));
    }

    private static String quote(Path path) {
        return "'" + path.toString().replace("'", "'\\''") + "'";
    }
}
