package dev.twt.training.grid;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The Java that runs this very program, for another process of it. The class path is that of this one with the jars that
 * were added to it since, as Spark does with those of {@code spark.jars}.
 */
final class SameJava {
    private static final String PROTOCOL = "file";

    private SameJava() {}

    /**
     * A command.
     *
     * @param arguments file that gets the options: a class path may be longer than what a command may be
     * @param heap most of the Java heap, in bytes
     * @param cores that the process counts as its own
     */
    static List<String> command(Path arguments, long heap, int cores, Class<?> main, List<String> words)
            throws IOException {
        List<String> options = List.of(
                "-Xmx" + (heap >> 20) + "m",
                "-XX:+UseSerialGC",
                "-XX:ActiveProcessorCount=" + cores,
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-cp",
                String.join(File.pathSeparator, classPath(loader())));
        Files.write(arguments, options.stream().map(SameJava::quoted).toList());
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + arguments);
        command.add(main.getName());
        command.addAll(words);
        return command;
    }

    private static ClassLoader loader() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context == null ? SameJava.class.getClassLoader() : context;
    }

    /** Added jars stand first: where Spark prefers them, they hide others. */
    static Set<String> classPath(ClassLoader from) {
        Set<String> path = new LinkedHashSet<>();
        for (ClassLoader loader = from; loader != null; loader = loader.getParent()) {
            if (loader instanceof URLClassLoader urls) {
                for (URL url : urls.getURLs()) {
                    if (url.getProtocol().equals(PROTOCOL)) {
                        path.add(file(url));
                    }
                }
            }
        }
        path.addAll(List.of(System.getProperty("java.class.path").split(File.pathSeparator)));
        return path;
    }

    private static String file(URL url) {
        try {
            return new File(url.toURI()).getPath();
        } catch (URISyntaxException e) {
            return url.getPath(); // it was written without escapes
        }
    }

    /** As the launcher reads it in a file of arguments. */
    private static String quoted(String option) {
        return option.chars()
                .mapToObj(c -> c == '"' || c == '\\' ? "\\" + (char) c : String.valueOf((char) c))
                .collect(Collectors.joining("", "\"", "\""));
    }
}
