package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.config.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A workspace that a version before the first release left (commit 1e32923: form 1 without the columns, tables and
 * folders that came later) is gone on with; one of a later form is refused.
 */
class OldWorkspaceTest extends ReplayedRun {
    private static final Path OLD = Path.of("src", "test", "resources", "dev", "twt", "job", "workspace-form-1");

    @BeforeEach
    void copy(@TempDir Path place) throws IOException {
        writeRun(place);
        try (Stream<Path> files = Files.walk(OLD)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = workspace(OLD.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
        writeRecord("mine/questions.jsonl", folder + "/questions.jsonl");
    }

    private void writeRecord(String what, String by) throws IOException {
        Path record = workspace("run.json");
        Files.writeString(record, Files.readString(record).replace(what, by));
    }

    private long rows(String part, String condition) {
        return spark.read().parquet(workspace(part).toString()).where(condition).count();
    }

    @Test
    void shouldAskNothingAgain() throws IOException {
        // Whoever is asked now has no answer.
        Files.writeString(folder.resolve("careful.jsonl"), "");
        Files.writeString(folder.resolve("quick.jsonl"), "");

        pipeline().generate();

        assertThat(rows("responses", "outcome = 'answered'")).isEqualTo(6);
        assertThat(rows("responses", "outcome <> 'answered'")).isZero();
    }

    @Test
    void shouldSelectAnew() {
        pipeline("selection.diversity.similarity", "words").select();

        assertThat(rows("distill/stage=full", "true")).isEqualTo(5);
        assertThat(rows("distill/stage=free", "true")).isEqualTo(3);
        assertThat(rows("scored", "span_probability is null")).isEqualTo(6);
    }

    @Test
    void shouldReportWhatIsThere() {
        pipeline().report();

        assertThat(workspace("report/index.html")).content().contains("careful", "quick");
    }

    @Test
    void shouldRefuseALaterFormAndLeaveItAsItIs() throws IOException {
        writeRecord("\"format\" : 1", "\"format\" : 2");
        String record = Files.readString(workspace("run.json"));

        for (Runnable step : new Runnable[] {
            () -> pipeline().plan(),
            () -> pipeline().generate(),
            () -> pipeline().select(),
            () -> pipeline().explain("q0"),
            () -> pipeline().report(),
            () -> pipeline().audit(),
            () -> pipeline().compare(List.of()),
        }) {
            assertThatThrownBy(step::run)
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("in form 2; this twt reads form 1");
        }
        assertThat(workspace("run.json")).hasContent(record);
    }
}
