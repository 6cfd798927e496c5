package dev.twt.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileChecksumTest {
    /** Of "abc", from FIPS 180-2. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void writeFile() throws IOException {
        path = Files.writeString(folder.resolve("m.gguf"), "abc");
    }

    @Test
    void shouldGiveTheSum() {
        assertThat(FileChecksum.sha256(path)).isEqualTo(ABC);
    }

    @Test
    void shouldTakeTheSumInAnyCase() {
        assertThatCode(() -> FileChecksum.check(path, " " + ABC.toUpperCase(Locale.ROOT) + "\n"))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldRefuseAnotherFile() {
        String other = ABC.replace('b', 'c');
        assertThatThrownBy(() -> FileChecksum.check(path, other))
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll("m.gguf", ABC, other, "fetch it again");
    }

    @Test
    void shouldRefuseWhatIsNoSum() {
        assertThatThrownBy(() -> FileChecksum.check(path, "abc")).hasMessageContaining("64 hex digits");
        assertThatThrownBy(() -> FileChecksum.check(folder.resolve("none"), ABC))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("no such file");
    }
}
