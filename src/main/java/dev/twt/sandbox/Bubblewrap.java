package dev.twt.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** bubblewrap 0.7 or later, the tool of Flatpak. */
final class Bubblewrap implements Tool {
    private static final String BIND = "--ro-bind";

    @Override
    public String name() {
        return "bwrap";
    }

    @Override
    public List<String> command(Jail jail, Caller caller, long fileBytes, List<String> program) {
        List<String> all = new ArrayList<>(caller.before());
        all.addAll(List.of("bwrap", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"));
        all.addAll(List.of("--unshare-cgroup-try", "--die-with-parent", "--new-session", "--as-pid-1"));
        privileges(all, caller);
        // Twice: chroot and setpriv stand outside of the jail, and a jail inside of the root forbids user namespaces.
        tree(all, jail, "");
        for (Path parent : jail.parents()) {
            all.addAll(List.of("--perms", "0755", "--dir", Jail.AT + parent));
        }
        tree(all, jail, Jail.AT);
        all.addAll(List.of("--dev-bind", "/dev/null", Jail.AT + "/dev/null"));
        all.addAll(List.of("--perms", "1777", "--size", Long.toString(fileBytes), "--tmpfs", Jail.AT + Jail.WORK));
        all.addAll(List.of("--remount-ro", "/"));
        all.addAll(caller.unprivileged(program));
        return all;
    }

    private static void privileges(List<String> all, Caller caller) {
        if (!caller.root()) {
            all.addAll(List.of("--unshare-user", "--uid", "0", "--gid", "0"));
        }
        all.addAll(List.of("--cap-drop", "ALL"));
        List<String> kept = new ArrayList<>(List.of("CAP_SYS_CHROOT", "CAP_SETPCAP"));
        if (caller.root()) {
            kept.addAll(List.of("CAP_SETUID", "CAP_SETGID"));
        }
        kept.forEach(capability -> all.addAll(List.of("--cap-add", capability)));
        all.addAll(List.of("--perms", "0755", "--dir", Jail.AT));
    }

    private static void tree(List<String> all, Jail jail, String at) {
        boolean inside = !at.isEmpty();
        List<Path> folders = inside
                ? jail.folders()
                : jail.folders().stream().filter(Jail.SYSTEM::contains).toList();
        folders.forEach(folder -> all.addAll(List.of(BIND, folder.toString(), at + folder)));
        jail.links().forEach(link -> all.addAll(List.of("--symlink", Jail.target(link), at + link)));
        if (inside && jail.hasLoaderCache()) {
            all.addAll(List.of(BIND, jail.loaderCache().toString(), at + jail.loaderCache()));
        }
    }
}
