package dev.twt.sandbox;

import dev.twt.config.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * An interpreter and what it needs on the disk.
 *
 * @param executable the interpreter itself, not a script that looks for one
 * @param folders outside of /usr
 * @param packages where it looks for packages, as far as they are in its folders
 */
record Python(String executable, List<Path> folders, List<String> packages) {
    private static final String ASK = """
            import os, sys, sysconfig
            real = os.path.realpath(sys.executable)
            print(sys.executable)
            for path in (sys.prefix, sys.base_prefix, sys.exec_prefix, os.path.dirname(real), \
            os.path.dirname(os.__file__), sysconfig.get_path("platstdlib")):
                print(path)
            print()
            for path in sys.path:
                print(path)
            """;

    private static final long PATIENCE_S = 30;

    Python {
        folders = List.copyOf(folders);
        packages = List.copyOf(packages);
    }

    /** @throws UserException if there is no such interpreter */
    static Python find(String command) {
        List<String> said = ask(command);
        int end = said.indexOf("");
        List<Path> paths = said.subList(1, end).stream()
                .map(line -> Path.of(line).normalize())
                .distinct()
                .sorted(Comparator.comparingInt(Path::getNameCount))
                .toList();
        List<Path> folders = outermost(paths);
        List<String> packages = said.subList(end + 1, said.size()).stream()
                .filter(path -> path.endsWith("-packages"))
                .filter(path ->
                        Stream.concat(Jail.SYSTEM.stream(), folders.stream()).anyMatch(Path.of(path)::startsWith))
                .toList();
        return new Python(said.get(0), folders, packages);
    }

    private static List<Path> outermost(List<Path> paths) {
        List<Path> kept = new ArrayList<>();
        for (Path path : paths) {
            boolean known = Jail.SYSTEM.stream().anyMatch(path::startsWith)
                    || kept.stream().anyMatch(path::startsWith);
            if (!known && path.getNameCount() > 0) {
                kept.add(path);
            }
        }
        return kept;
    }

    private static List<String> ask(String command) {
        try {
            Process process = new ProcessBuilder(command, "-I", "-c", ASK)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw missing(command, "it does not answer");
            }
            List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            if (process.exitValue() != 0 || !lines.contains("")) {
                throw missing(command, "it is no Python 3");
            }
            return lines;
        } catch (IOException e) {
            throw missing(command, "there is no such program here");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw missing(command, "asking it was interrupted");
        }
    }

    private static UserException missing(String command, String what) {
        return new UserException(
                "code.python = " + command, what, "Name a Python 3 interpreter that every machine of the run has");
    }
}
