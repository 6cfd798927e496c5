package dev.twt.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderCopyTest {
    @TempDir
    Path folder;

    private final Configuration hadoop = new Configuration();
    private Path from;
    private Path to;

    @BeforeEach
    void write() throws IOException {
        from = Files.createDirectories(folder.resolve("from"));
        to = folder.resolve("kept").resolve("s");
        Files.createDirectories(from.resolve("free/model"));
        Files.writeString(from.resolve("free/model/weights"), "w");
        Files.writeString(from.resolve("student.json"), "{}");
        Files.writeString(from.resolve(".lock"), "");
    }

    private void publish() throws IOException {
        FolderCopy.publish(from, to.toUri().toString(), "student.json", hadoop);
    }

    private List<String> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .filter(name -> !name.endsWith(".crc"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void shouldAppearWholeWithoutWhatIsHidden() throws IOException {
        publish();

        assertThat(files(to)).containsExactly("free/model/weights", "student.json");
        assertThat(to.getParent())
                .isDirectoryNotContaining(path -> path.toString().endsWith(".tmp"));
    }

    @Test
    void shouldTakeThePlaceOfAnEarlierOne() throws IOException {
        Files.createDirectories(to);
        Files.writeString(to.resolve("old"), "o");
        publish();

        assertThat(files(to)).containsExactly("free/model/weights", "student.json");
    }

    @Test
    void shouldLeaveTheEarlierOneWhereTheNewOneIsNotWhole() throws IOException {
        Files.createDirectories(to);
        Files.writeString(to.resolve("old"), "o");
        Files.delete(from.resolve("student.json"));

        assertThatThrownBy(this::publish).isInstanceOf(NoSuchFileException.class);
        assertThat(files(to)).containsExactly("old");
        assertThat(to.getParent())
                .isDirectoryNotContaining(path -> path.toString().endsWith(".tmp"));
    }

    @Test
    void shouldFetchAFile() throws IOException {
        publish();
        Path fetched = folder.resolve("new/weights");
        FolderCopy.fetch(to.toUri() + "/free/model/weights", fetched, hadoop);

        assertThat(fetched).hasContent("w");
    }
}
