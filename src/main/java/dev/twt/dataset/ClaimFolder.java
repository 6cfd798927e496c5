package dev.twt.dataset;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The claims on a workspace, each of few small files that its own run alone writes: {@code NAME.claim} and, later,
 * {@code NAME.holds} never change; {@code NAME.beat-0} and {@code NAME.beat-1} are written in turn, so that one of them
 * is there on stores that replace a file by deleting it first.
 */
final class ClaimFolder {
    private static final String NAME = ".claims";
    private static final String CLAIM = "claim";
    private static final String HOLDS = "holds";
    private static final List<String> BEATS = List.of("beat-0", "beat-1");

    private final Path folder;
    private final Configuration hadoop;

    ClaimFolder(Workspace workspace) {
        this.folder = new Path(workspace.root(), NAME);
        this.hadoop = workspace.configuration();
    }

    Path file(String name) {
        return part(name, CLAIM);
    }

    private Path part(String name, String part) {
        return new Path(folder, name + "." + part);
    }

    void claim(String name, String text) throws IOException {
        files().mkdirs(folder);
        write(part(name, CLAIM), text);
    }

    void hold(String name) throws IOException {
        write(part(name, HOLDS), "");
    }

    void beat(String name, long number) throws IOException {
        write(part(name, BEATS.get((int) (number % BEATS.size()))), "");
    }

    private void write(Path file, String text) throws IOException {
        try (OutputStream out = files().create(file, true)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** What a claim says; of one that has gone or is being written, nothing. */
    ClaimText text(String name) {
        try {
            return ClaimText.of(StoragePaths.text(file(name), hadoop).orElse(""));
        } catch (IOException e) {
            return ClaimText.of("");
        }
    }

    /** All claims, sorted by name. */
    List<Claim> all() throws IOException {
        Map<String, Long> signs = new HashMap<>();
        List<String> claiming = new ArrayList<>();
        List<String> holding = new ArrayList<>();
        for (FileStatus file : list()) {
            String whole = file.getPath().getName();
            String part = whole.substring(whole.lastIndexOf('.') + 1);
            String name = whole.substring(0, Math.max(0, whole.lastIndexOf('.')));
            signs.merge(name, file.getModificationTime(), Math::max);
            if (part.equals(CLAIM)) {
                claiming.add(name);
            } else if (part.equals(HOLDS)) {
                holding.add(name);
            }
        }
        return claiming.stream()
                .map(name -> new Claim(name, holding.contains(name), signs.get(name)))
                .sorted(Comparator.comparing(Claim::name))
                .toList();
    }

    private FileStatus[] list() throws IOException {
        try {
            return files().listStatus(folder);
        } catch (FileNotFoundException e) {
            return new FileStatus[0];
        }
    }

    /** The claim itself goes last: until then others see it. */
    void delete(String name) throws IOException {
        for (String beat : BEATS) {
            files().delete(part(name, beat), false);
        }
        files().delete(part(name, HOLDS), false);
        files().delete(part(name, CLAIM), false);
    }

    private FileSystem files() throws IOException {
        return folder.getFileSystem(hadoop);
    }
}
