package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.config.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmittedFilesTest {
    /** Local files under another name, as a store behind Hadoop. */
    public static final class Elsewhere extends RawLocalFileSystem {
        @Override
        public String getScheme() {
            return "elsewhere";
        }

        @Override
        public java.net.URI getUri() {
            return java.net.URI.create("elsewhere:///");
        }
    }

    @TempDir
    Path folder;

    private Path sent;

    @BeforeEach
    void send() throws IOException {
        sent = Files.writeString(folder.resolve("sent-run.conf"), "seed = 7\n");
    }

    private static SubmittedFiles files(String list) {
        return new SubmittedFiles(new SparkConf(false)
                .set("spark.files", list)
                .set("spark.hadoop.fs.elsewhere.impl", Elsewhere.class.getName()));
    }

    @Test
    void shouldFindASentFileByItsBareName() {
        SubmittedFiles files = files("file:///no/other.txt, file://" + sent + "#mine.conf,file://" + sent);

        assertThat(files.find(Path.of("sent-run.conf"))).isEqualTo(sent);
        assertThat(files.find(Path.of("mine.conf"))).isEqualTo(sent);
        assertThat(files(sent.toString()).find(Path.of("sent-run.conf"))).isEqualTo(sent);
    }

    @Test
    void shouldBringASentFileFromAnotherFileSystem() {
        Path found = files("elsewhere://" + sent).find(Path.of("sent-run.conf"));

        assertThat(found).isNotEqualTo(sent).hasFileName("sent-run.conf").hasContent("seed = 7");
    }

    @Test
    void shouldSayWhereAFileCannotBeReadFrom() {
        assertThatThrownBy(() -> files("elsewhere://" + folder + "/gone.conf").find(Path.of("gone.conf")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("elsewhere://" + folder + "/gone.conf: the file cannot be read");
    }

    @Test
    void shouldLeaveAloneWhatNobodySentAndWhatIsThere() {
        assertThat(files("").find(Path.of("sent-run.conf"))).isEqualTo(Path.of("sent-run.conf"));
        assertThat(files("file:///gone/sent-run.conf").find(Path.of("sent-run.conf")))
                .isEqualTo(Path.of("sent-run.conf"));
        assertThat(files("file:///no/pom.xml").find(Path.of("pom.xml"))).isEqualTo(Path.of("pom.xml"));
        assertThat(files("file://" + sent).find(folder.resolve("other/sent-run.conf")))
                .isEqualTo(folder.resolve("other/sent-run.conf"));
    }
}
