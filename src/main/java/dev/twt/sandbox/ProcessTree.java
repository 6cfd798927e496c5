package dev.twt.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** A process and all that came of it, read from /proc. */
final class ProcessTree {
    private static final Path PROC = Path.of("/proc");
    private static final String RESIDENT = "VmRSS:";

    private final Process root;
    private List<ProcessHandle> first = List.of();

    ProcessTree(Process root) {
        this.root = root;
    }

    /** Kills it all, the first process of the namespace before the tool around it. */
    void kill() {
        // A process that has ended is left alone: killing it would close the streams that are still being read.
        if (root.isAlive()) {
            root.descendants().toList().forEach(ProcessHandle::destroyForcibly);
            root.destroyForcibly();
        }
        first.forEach(ProcessHandle::destroyForcibly);
    }

    /**
     * Remembers the first process inside: should the tool be killed by somebody, it may live on where the tool had not
     * the right to take it along, and is nobody's child here then.
     */
    void look() {
        if (first.isEmpty()) {
            first = children(root.pid()).stream()
                    .flatMap(pid -> ProcessHandle.of(pid).stream())
                    .toList();
        }
    }

    /** Bytes that all of them keep in memory; pages they share count for each. */
    long resident() {
        return pids().stream().mapToLong(ProcessTree::resident).sum();
    }

    private List<Long> pids() {
        List<Long> all = new ArrayList<>();
        Deque<Long> open = new ArrayDeque<>(List.of(root.pid()));
        while (!open.isEmpty()) {
            long pid = open.pop();
            all.add(pid);
            open.addAll(children(pid));
        }
        return all;
    }

    /** Those that any of its threads has started; one whose parent has ended comes under the first process inside. */
    private static List<Long> children(long pid) {
        try (Stream<Path> threads = Files.list(PROC.resolve(pid + "/task"))) {
            return threads.flatMap(thread -> numbers(thread.resolve("children")))
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of(); // it has ended meanwhile
        }
    }

    private static Stream<Long> numbers(Path file) {
        try {
            return Stream.of(Files.readString(file).strip().split(" "))
                    .filter(text -> !text.isEmpty())
                    .map(Long::valueOf);
        } catch (IOException e) {
            return Stream.of();
        }
    }

    private static long resident(long pid) {
        try {
            return Files.readAllLines(PROC.resolve(pid + "/status")).stream()
                    .filter(line -> line.startsWith(RESIDENT))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .sum();
        } catch (IOException e) {
            return 0; // it has ended meanwhile
        }
    }
}
