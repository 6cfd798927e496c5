package dev.twt.selection.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.dataset.ResponseColumns;
import dev.twt.testing.Candidates;
import dev.twt.testing.SparkSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** The example of docs/architecture.md is a class that compiles and does what the page says. */
class ArchitectureDocTest {
    private static final Path EXAMPLE = Path.of("src/test/java/dev/twt/selection/quality/Brevity.java");

    @Test
    void shouldShowTheClassThatIsCompiled() throws IOException {
        List<String> shown = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs", "architecture.md")))
                .results()
                .map(block -> block.group(1))
                .toList();

        assertThat(shown).containsExactly(Files.readString(EXAMPLE));
    }

    @Test
    void shouldScoreAsThePageSays() {
        Dataset<Row> candidates = new Candidates()
                .add("q1", "ada", "r1", ResponseColumns.RATIONALE, "word ".repeat(100))
                .add("q1", "ben", "r2", ResponseColumns.RATIONALE, "Three words only.")
                .add("q1", "eve", "r3", ResponseColumns.RATIONALE, null)
                .add("q1", "kim", "r4", ResponseColumns.RATIONALE, " ")
                .rows(SparkSessions.shared());

        List<Row> scored = new Brevity()
                .score(candidates)
                .orderBy(ResponseColumns.REQUEST_ID)
                .select("brevity")
                .collectAsList();

        assertThat(scored).extracting(row -> row.get(0)).containsExactly(0.5, 100.0 / 103, null, null);
    }
}
