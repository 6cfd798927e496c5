package dev.twt.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.twt.config.Problem;
import dev.twt.config.UserException;
import dev.twt.testing.LocalStore;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HadoopFilesTest {
    @TempDir
    Path folder;

    private final Configuration hadoop = new Configuration();

    @BeforeEach
    void nameTheStore() {
        hadoop.set(LocalStore.SETTING, LocalStore.class.getName());
    }

    private String at(String name) {
        return "store://here" + folder.resolve(name);
    }

    private Problem problem(String place) {
        return catchThrowableOfType(UserException.class, () -> new HadoopFiles(hadoop).read(place))
                .problems()
                .get(0);
    }

    @Test
    void shouldReadATextWhole() throws Exception {
        Files.writeString(folder.resolve("run.conf"), "a = \"grün\"\n");

        assertThat(new HadoopFiles(hadoop).read(at("run.conf"))).contains("a = \"grün\"\n");
        assertThat(new HadoopFiles(hadoop).read(at("nope.conf"))).isEmpty();
    }

    @Test
    void shouldRefuseWhatIsNoText() throws Exception {
        Files.write(folder.resolve("latin.conf"), "grün".getBytes(StandardCharsets.ISO_8859_1));
        try (RandomAccessFile large =
                new RandomAccessFile(folder.resolve("model.gguf").toFile(), "rw")) {
            large.setLength(5L << 20);
        }

        assertThat(problem(at("latin.conf")).what()).isEqualTo("the file is not UTF-8 text");
        assertThat(problem(at("model.gguf")).what()).contains("5242880 bytes").contains("no configuration");
        assertThat(problem("store://here" + folder).what()).contains("folder");
    }

    @Test
    void shouldSayWhatIsMissingForAScheme() {
        Problem unknown = problem("nowhere://bucket/run.conf");
        assertThat(unknown.what()).isEqualTo("there is no file system for nowhere:// on the class path");
        assertThat(unknown.fix()).contains("--packages").contains("--files");

        hadoop.set("fs.gone.impl", "org.apache.hadoop.fs.GoneFileSystem");
        assertThat(problem("gone://bucket/run.conf").what())
                .isEqualTo("there is no file system for gone:// on the class path");
        assertThat(problem("s3://bucket/run.conf").fix()).contains("s3a://").contains("EMR");
    }

    @Test
    void shouldSayWhereTheKeysOfAStoreAreLookedFor() throws Exception {
        Files.writeString(folder.resolve("closed.conf"), "a = 1");

        Problem closed = problem(at("closed.conf"));

        assertThat(closed.what())
                .startsWith("the config file may not be read: ")
                .contains("403");
        assertThat(closed.fix()).contains("--conf spark.hadoop.KEY=VALUE").contains("comes later");
    }

    @Test
    void shouldSayThatAPlaceCannotBeUnderstood() {
        assertThat(problem("store://").what()).contains("cannot be read");
    }
}
