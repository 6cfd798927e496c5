package dev.twt.process;

import dev.twt.config.UserException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The words before a command that give it a process group of its own, which can be ended as a whole. {@code setsid} is
 * part of Linux; macOS has none, there Perl or Python does it.
 */
public final class SessionLeader {
    private SessionLeader() {}

    /**
     * What is put before the command.
     *
     * @param where the key that wants the command, for the message
     * @param environment its PATH is searched
     * @throws UserException if the machine has none of the programs that can do it
     */
    public static List<String> prefix(String where, Map<String, String> environment) {
        Optional<Path> setsid = find("setsid", environment);
        if (setsid.isPresent()) {
            return List.of(setsid.get().toString());
        }
        Optional<Path> perl = find("perl", environment);
        if (perl.isPresent()) {
            return List.of(perl.get().toString(), "-MPOSIX=setsid", "-e", "setsid(); exec { $ARGV[0] } @ARGV", "--");
        }
        Optional<Path> python = find("python3", environment);
        if (python.isPresent()) {
            return List.of(
                    python.get().toString(), "-c", "import os, sys; os.setsid(); os.execvp(sys.argv[1], sys.argv[1:])");
        }
        throw new UserException(
                where,
                "this machine has neither setsid nor perl nor python3, so a program could not be ended with all it starts",
                "Install util-linux, which holds setsid");
    }

    /** A program on the PATH, or at its path. */
    public static Optional<Path> find(String program, Map<String, String> environment) {
        try {
            if (program.contains("/")) {
                return Optional.of(Path.of(program)).filter(SessionLeader::runs);
            }
            for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
                Path path = Path.of(folder.isEmpty() ? "." : folder).resolve(program);
                if (runs(path)) {
                    return Optional.of(path);
                }
            }
        } catch (InvalidPathException e) {
            return Optional.empty(); // what is no path is no program either
        }
        return Optional.empty();
    }

    private static boolean runs(Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }
}
