package dev.twt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.testing.MarkdownPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the documents point to is there: other documents and their headings, files of the project, make's targets. */
class DocumentsTest {
    private static final Pattern OF_THE_PROJECT =
            Pattern.compile("(?:docs|conf|bench|jobs|notebooks|src)/[A-Za-z0-9_./-]*[A-Za-z0-9_/]");
    private static final Pattern TARGET = Pattern.compile("(?m)^([a-z0-9.-]+):");

    /** What a reader makes by copying. */
    private static final Set<String> OF_THE_READER = Set.of("conf/my.conf");

    @TestFactory
    Stream<DynamicTest> shouldLinkToWhatIsThere() throws IOException {
        return MarkdownPage.all().stream()
                .map(page -> DynamicTest.dynamicTest(page.toString(), () -> checkLinks(page)));
    }

    private static void checkLinks(MarkdownPage page) {
        assertThat(page.links()).allSatisfy(link -> {
            String[] parts = link.split("#", 2);
            Path there = parts[0].isEmpty()
                    ? page.file()
                    : page.file().resolveSibling(parts[0]).normalize();
            assertThat(there).as(page + " links to " + link).exists();
            if (parts.length == 2) {
                assertThat(MarkdownPage.of(there).anchors())
                        .as(page + " links to " + link)
                        .contains(parts[1]);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> shouldNameFilesThatAreThere() throws IOException {
        return MarkdownPage.all().stream()
                .map(page -> DynamicTest.dynamicTest(page.toString(), () -> checkFiles(page)));
    }

    private static void checkFiles(MarkdownPage page) {
        Stream<String> words =
                Stream.concat(page.inlineCode().stream(), page.blocks().stream().flatMap(List::stream));
        List<String> absent = words.flatMap(code -> Arrays.stream(code.split("[\\s'\"=,;()\\[\\]]+", -1)))
                .filter(word -> OF_THE_PROJECT.matcher(word).matches())
                .filter(word -> !OF_THE_READER.contains(word) && !Files.exists(Path.of(word)))
                .distinct()
                .toList();
        assertThat(absent).as(page + " names files that are not there").isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> shouldNameTargetsOfMakeThatAreThere() throws IOException {
        Set<String> known = TARGET.matcher(Files.readString(Path.of("Makefile")))
                .results()
                .map(target -> target.group(1))
                .collect(Collectors.toSet());
        return MarkdownPage.all().stream()
                .map(page -> DynamicTest.dynamicTest(
                        page.toString(),
                        () -> assertThat(known).as(page.toString()).containsAll(targets(page))));
    }

    private static List<String> targets(MarkdownPage page) {
        List<String> targets = new ArrayList<>();
        Stream<String> lines =
                Stream.concat(page.inlineCode().stream(), page.blocks().stream().flatMap(List::stream));
        Pattern make = Pattern.compile("^(?:\\$ )?(?:[A-Z_]+=\\S+ )*make ([^#&|]+)");
        lines.map(String::strip)
                .flatMap(line -> make.matcher(line).results())
                .map(found -> found.group(1))
                // A variable is the last thing on a line, and its value may hold blanks.
                .map(words -> words.replaceFirst("\\s*[A-Z_]+=.*", ""))
                .forEach(words -> targets.addAll(Arrays.asList(words.strip().split("\\s+", -1))));
        return targets;
    }

    @Test
    void shouldNameEveryDocumentInTheReadme() throws IOException {
        List<String> named = MarkdownPage.of(Path.of("README.md")).links();
        try (Stream<Path> docs = Files.list(Path.of("docs"))) {
            assertThat(docs.filter(file -> file.toString().endsWith(".md")).map(Path::toString))
                    .isNotEmpty()
                    .allSatisfy(document -> assertThat(named).contains(document));
        }
        assertThat(named).contains("CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md");
    }
}
