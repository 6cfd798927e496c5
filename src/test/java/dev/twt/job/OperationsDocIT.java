package dev.twt.job;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Messages of docs/operations.md for which teachers have to be asked, or answers selected. */
class OperationsDocIT {
    @TempDir
    Path place;

    @TestFactory
    Stream<DynamicTest> shouldPrintWhatThePageShows() {
        return PrintedMessages.SLOW.stream()
                .sorted()
                .map(name -> DynamicTest.dynamicTest(
                        name, () -> OperationsPage.check(name, Files.createDirectory(place.resolve(name)))));
    }
}
