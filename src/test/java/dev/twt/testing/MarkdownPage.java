package dev.twt.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A document of the project, taken apart: prose, code blocks, links, headings. */
public final class MarkdownPage {
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^()\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("(?<!`)`([^`\n]+(?:\n[^`\n]+)?)`(?!`)");

    /** What a program prints is no command. */
    private static final String PRINTED = "<!-- printed:";

    private final Path file;
    private final List<String> prose = new ArrayList<>();
    private final List<List<String>> blocks = new ArrayList<>();

    private MarkdownPage(Path file, List<String> lines) {
        this.file = file;
        prose.add("");
        List<String> block = null;
        String fence = "";
        for (String line : lines) {
            String mark = fenceOf(line);
            if (block == null && !mark.isEmpty()) {
                block = new ArrayList<>();
                fence = mark;
            } else if (block != null && line.strip().equals(fence)) {
                if (!prose.get(prose.size() - 1).startsWith(PRINTED)) {
                    blocks.add(block);
                }
                block = null;
            } else if (block != null) {
                block.add(line);
            } else if (line.startsWith("    ") && !line.strip().startsWith("- ")) {
                blocks.add(List.of(line.strip()));
            } else {
                prose.add(line);
            }
        }
        if (block != null) {
            throw new IllegalArgumentException(file + ": a code block has no end");
        }
    }

    private static String fenceOf(String line) {
        String stripped = line.strip();
        return stripped.startsWith("```") ? "```" : "";
    }

    /** The page of a file. */
    public static MarkdownPage of(Path file) {
        try {
            return new MarkdownPage(file, Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every document for readers: those at the top, those in docs, those beside the files for platforms. */
    public static List<MarkdownPage> all() throws IOException {
        try (Stream<Path> top = Files.list(Path.of(""));
                Stream<Path> docs = Files.walk(Path.of("docs"));
                Stream<Path> jobs = Files.walk(Path.of("jobs"))) {
            return Stream.of(top, docs, jobs)
                    .flatMap(files -> files)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .map(MarkdownPage::of)
                    .toList();
        }
    }

    public Path file() {
        return file;
    }

    /** Code blocks, each with its lines; an indented line is a block of its own. */
    public List<List<String>> blocks() {
        return blocks;
    }

    /** What stands between single backquotes, line ends as blanks. */
    public List<String> inlineCode() {
        return CODE.matcher(text())
                .results()
                .map(code -> code.group(1).replaceAll("\\s+", " ").strip())
                .toList();
    }

    /** Targets of links, without those to other places of the internet. */
    public List<String> links() {
        return LINK.matcher(text().replaceAll("`[^`\n]*`", "code"))
                .results()
                .map(link -> link.group(1))
                .filter(target -> !target.matches("(https?|mailto):.*"))
                .toList();
    }

    /** The anchors of its headings, as GitHub makes them. */
    public List<String> anchors() {
        Map<String, Integer> seen = new HashMap<>();
        return prose.stream()
                .filter(line -> line.matches("#{1,6} .*"))
                .map(line -> anchor(line.replaceFirst("#+ ", "")))
                .map(anchor -> {
                    int times = seen.merge(anchor, 1, Integer::sum);
                    return times == 1 ? anchor : anchor + "-" + (times - 1);
                })
                .toList();
    }

    private static String anchor(String heading) {
        return heading.strip()
                .replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    private String text() {
        return String.join("\n", prose);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
