package dev.twt.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Who builds the sandbox.
 *
 * @param root as root the namespaces need no user namespace, and the program gets a user of its own
 * @param before command line that changes the user first
 */
record Caller(boolean root, List<String> before) {
    // Numbers that systemd keeps for services' passing users: nobody's files, and known in most containers too.
    private static final int FIRST_USER = 61_184;
    private static final int LAST_USER = 65_519;

    Caller {
        before = List.copyOf(before);
    }

    static Caller here() {
        try {
            return new Caller(
                    Files.readAllLines(Path.of("/proc/self/status")).stream()
                            .anyMatch(line -> line.matches("Uid:\\s+\\d+\\s+0\\s.*")),
                    List.of());
        } catch (IOException e) {
            return new Caller(false, List.of());
        }
    }

    /** Gives up every privilege for good, and as root the user as well. */
    List<String> unprivileged(List<String> command) {
        List<String> all = new ArrayList<>(List.of("chroot", Jail.AT, "setpriv"));
        if (root) {
            String user = Integer.toString(ThreadLocalRandom.current().nextInt(FIRST_USER, LAST_USER + 1));
            all.addAll(List.of("--reuid=" + user, "--regid=" + user, "--clear-groups"));
        }
        all.addAll(List.of("--inh-caps=-all", "--ambient-caps=-all", "--bounding-set=-all", "--no-new-privs"));
        // Another user forgets whose death was to end it.
        all.add("--pdeathsig=KILL");
        all.addAll(command);
        return all;
    }
}
