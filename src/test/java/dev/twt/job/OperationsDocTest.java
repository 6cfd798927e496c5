package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Messages of docs/operations.md that are brought about at once; the others: OperationsDocIT. */
class OperationsDocTest {
    @TempDir
    Path place;

    private Set<String> scenes() throws IOException {
        return new PrintedMessages(Files.createDirectory(place.resolve("names")))
                .scenes()
                .keySet();
    }

    @TestFactory
    Stream<DynamicTest> shouldPrintWhatThePageShows() throws IOException {
        return scenes().stream()
                .filter(name -> !PrintedMessages.SLOW.contains(name))
                .map(name -> DynamicTest.dynamicTest(
                        name, () -> OperationsPage.check(name, Files.createDirectory(place.resolve(name)))));
    }

    @Test
    void shouldShowWhatIsPlayedAndNothingElse() throws IOException {
        assertThat(OperationsPage.blocks().keySet())
                .hasSizeGreaterThanOrEqualTo(20)
                .containsExactlyInAnyOrderElementsOf(scenes());
    }
}
