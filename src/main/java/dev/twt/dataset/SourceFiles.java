package dev.twt.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.twt.config.DataFormat;
import dev.twt.config.Problem;
import dev.twt.config.UserException;
import dev.twt.dataset.SourceFile.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Finds the files that a config's paths mean, and refuses absent and empty ones. */
public final class SourceFiles {
    private final Configuration hadoop;
    private final String where;
    private final List<Problem> problems = new ArrayList<>();

    private SourceFiles(Configuration hadoop, String where) {
        this.hadoop = hadoop;
        this.where = where;
    }

    /**
     * The files in the order of the paths, then of their names.
     *
     * @param where the config key the paths stand under, for messages
     * @throws UserException naming every path that is absent, empty or unreadable
     */
    public static List<SourceFile> find(Configuration hadoop, List<String> paths, DataFormat format, String where) {
        SourceFiles search = new SourceFiles(hadoop, where);
        List<SourceFile> found = new ArrayList<>();
        for (String path : paths) {
            search.addTo(found, path, format);
        }
        if (paths.isEmpty()) {
            search.problem("no path is given", "Name a file or folder");
        }
        if (!search.problems.isEmpty()) {
            throw new UserException(search.problems);
        }
        return found;
    }

    private void problem(String what, String fix) {
        problems.add(new Problem(where, what, fix));
    }

    private void addTo(List<SourceFile> found, String name, DataFormat format) {
        try {
            Path path = new Path(name);
            FileSystem files = path.getFileSystem(hadoop);
            FileStatus[] matches = files.globStatus(path);
            if (matches == null || matches.length == 0) {
                problem("'" + name + "' does not exist", "Give the path of a file that is there");
                return;
            }
            int before = found.size();
            for (FileStatus match : matches) {
                addMatch(found, files, match, format);
            }
            if (found.size() == before) {
                problem("'" + name + "' is empty", "Give a file with rows");
            }
        } catch (IOException | IllegalArgumentException e) {
            problem("'" + name + "' cannot be read: " + e.getMessage(), "Check path and access rights");
        }
    }

    private void addMatch(List<SourceFile> found, FileSystem files, FileStatus match, DataFormat format)
            throws IOException {
        if (match.isFile()) {
            if (match.getLen() > 0) {
                found.add(new SourceFile(match.getPath().toString(), kind(match.getPath(), format)));
            }
            return;
        }
        List<FileStatus> inside = visible(files, match.getPath());
        if (format == DataFormat.PARQUET
                || inside.stream().anyMatch(f -> f.getPath().getName().endsWith(".parquet"))) {
            if (!inside.isEmpty()) {
                found.add(new SourceFile(match.getPath().toString(), Kind.PARQUET));
            }
            return;
        }
        for (FileStatus file : inside) {
            if (file.getLen() > 0) {
                found.add(new SourceFile(file.getPath().toString(), kind(file.getPath(), format)));
            }
        }
    }

    /** The files that a found path stands for: itself, or what lies in the folder. */
    static List<FileStatus> within(FileSystem files, FileStatus found) throws IOException {
        return found.isFile() ? List.of(found) : visible(files, found.getPath());
    }

    /** Files at any depth, leaving out what Spark leaves out: names that begin with _ or a dot. */
    private static List<FileStatus> visible(FileSystem files, Path folder) throws IOException {
        List<FileStatus> all = new ArrayList<>();
        for (FileStatus entry : files.listStatus(folder)) {
            String name = entry.getPath().getName();
            if (name.startsWith("_") || name.startsWith(".")) {
                continue;
            }
            if (entry.isDirectory()) {
                all.addAll(visible(files, entry.getPath()));
            } else {
                all.add(entry);
            }
        }
        all.sort(Comparator.comparing(file -> file.getPath().toString()));
        return all;
    }

    private Kind kind(Path path, DataFormat format) throws IOException {
        return switch (format) {
            case JSONL, OPENAI_BATCH -> Kind.LINES;
            case JSON -> Kind.VALUES;
            case PARQUET -> Kind.PARQUET;
            case AUTO -> byName(path);
        };
    }

    private Kind byName(Path path) throws IOException {
        String name = path.getName().toLowerCase(Locale.ROOT);
        if (name.endsWith(".parquet")) {
            return Kind.PARQUET;
        }
        if (name.matches(".*\\.(jsonl|ndjson)(\\.[a-z0-9]+)?")) {
            return Kind.LINES;
        }
        return byContent(path);
    }

    /** A file called .json may be an array or lines: its first line that is not blank tells. */
    private Kind byContent(Path path) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(DataStreams.open(path, hadoop), StandardCharsets.UTF_8))) {
            String line = reader.readLine();
            while (line != null && JsonLines.clean(line).isEmpty()) {
                line = reader.readLine();
            }
            return line != null && isWholeObject(JsonLines.clean(line)) ? Kind.LINES : Kind.VALUES;
        }
    }

    private static boolean isWholeObject(String line) {
        try {
            return JsonText.parse(line).isObject();
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
