package dev.twt.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.testing.SparkSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkFiles;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkSessions.class)
class TeacherFilesTest {
    @TempDir
    Path folder;

    /** Files that were sent along are found through the session. */
    TeacherFilesTest(SparkSession spark) {
        assertThat(spark.sparkContext().isStopped()).isFalse();
    }

    private static String model(String path) {
        return TeacherFiles.here(Samples.teacher("ada", path, 1)).model();
    }

    @Test
    void shouldTakeAFileThatIsWhereTheConfigSays() throws IOException {
        String path = Files.writeString(folder.resolve("there.gguf"), "x").toString();

        assertThat(model(path)).isEqualTo(path);
        assertThat(TeacherFiles.areHere(Samples.teacher("ada", path, 1))).isTrue();
        assertThat(Path.of(model("pom.xml"))).isAbsolute().exists();
    }

    @Test
    void shouldTakeAFileThatWasSentAlong() throws IOException {
        Files.writeString(Path.of(SparkFiles.getRootDirectory()).resolve("sent-along.gguf"), "x");

        assertThat(model("/elsewhere/models/sent-along.gguf")).isEqualTo(SparkFiles.get("sent-along.gguf"));
    }

    @Test
    void shouldLeaveAPathThatLeadsNowhereForTheMessage() {
        assertThat(model("models/nowhere.gguf")).isEqualTo("models/nowhere.gguf");
        assertThat(TeacherFiles.areHere(Samples.teacher("ada", "models/nowhere.gguf", 1)))
                .isFalse();
        assertThat(TeacherFiles.here(Samples.teacher("ada")).chatTemplate()).isEmpty();
    }
}
