package dev.twt.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.config.DataFormat;
import dev.twt.config.QuestionsConfig;
import dev.twt.config.TaskConfig;
import dev.twt.testing.SparkSessions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkSessions.class)
class QuestionStoreTest {
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");
    private static final String TEXT = """
            {"id":"b","question":"One?"}
            {"id":"a","question":"Two?"}
            oops
            """;

    @TempDir
    Path folder;

    private final SparkSession spark;
    private Workspace workspace;
    private Path file;

    QuestionStoreTest(SparkSession spark) {
        this.spark = spark;
    }

    @BeforeEach
    void write() throws IOException {
        workspace = Workspace.at(
                folder.resolve("ws").toString(), spark.sparkContext().hadoopConfiguration());
        file = folder.resolve("q.jsonl");
        write(TEXT, LONG_AGO);
    }

    private void write(String text, Instant at) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(at));
    }

    private QuestionFiles files(long limit, String defaultType, Path... paths) {
        List<String> names = Stream.of(paths).map(Path::toString).toList();
        return QuestionFiles.find(
                spark,
                new QuestionsConfig(names, DataFormat.AUTO, Map.of(), limit, ""),
                new TaskConfig(defaultType, Duration.ofSeconds(1)));
    }

    private QuestionFiles files() {
        return files(0, "math", file);
    }

    private QuestionFigures store(QuestionFiles files) {
        QuestionStore store = new QuestionStore(workspace);
        store.unchanged(files);
        try (QuestionSet set = files.read()) {
            store.write(set);
            store.note(files, set.figures());
            return set.figures();
        }
    }

    private Optional<QuestionFigures> unchanged(QuestionFiles files) {
        return new QuestionStore(workspace).unchanged(files);
    }

    private List<Path> parts() throws IOException {
        try (Stream<Path> found = Files.list(folder.resolve("ws/questions"))) {
            return found.filter(path -> path.toString().endsWith(".parquet")).toList();
        }
    }

    @Test
    void shouldKnowUnchangedFilesAgainWithWhatWasLeftOut() {
        QuestionFigures figures = store(files());

        assertThat(figures.rejectedRows()).isEqualTo(1);
        assertThat(unchanged(files())).contains(figures);
        assertThat(new QuestionStore(workspace)
                        .read(spark)
                        .orderBy(QuestionColumns.QUESTION_ID)
                        .collectAsList())
                .extracting(row -> row.getString(1))
                .containsExactly("Two?", "One?");
    }

    @Test
    void shouldNotTakeChangedFilesForTheStoredOnes() throws IOException {
        store(files());

        write(TEXT, LONG_AGO.plusSeconds(1));
        assertThat(unchanged(files())).as("another time").isEmpty();
        write(TEXT.replace("One?", "Once more?"), LONG_AGO);
        assertThat(unchanged(files())).as("another size").isEmpty();
        write(TEXT, LONG_AGO);
        assertThat(unchanged(files())).isPresent();
        Path more = Files.writeString(folder.resolve("more.jsonl"), "{\"question\":\"Three?\"}\n");
        Files.setLastModifiedTime(more, FileTime.from(LONG_AGO));
        assertThat(unchanged(files(0, "math", file, more))).as("one more file").isEmpty();
    }

    @Test
    void shouldReadTheSameFilesAgainWhenTheyAreReadOtherwise() {
        store(files());

        assertThat(unchanged(files(1, "math", file))).as("another limit").isEmpty();
        assertThat(unchanged(files(0, "text", file))).as("another task").isEmpty();
    }

    @Test
    void shouldNotNoteAFileThatWasWrittenJustNow() throws IOException {
        write(TEXT, Instant.now().plusSeconds(60));
        store(files());

        assertThat(unchanged(files())).isEmpty();
    }

    @Test
    void shouldNoteTheFilesAsTheyWereBeforeTheyWereRead() throws IOException {
        QuestionFiles files = files();
        QuestionStore store = new QuestionStore(workspace);
        store.unchanged(files);
        try (QuestionSet set = files.read()) {
            store.write(set);
            write(TEXT.replace("One?", "Other?"), LONG_AGO.plusSeconds(5));
            store.note(files, set.figures());
        }

        assertThat(unchanged(files())).isEmpty();
    }

    @Test
    void shouldNotTrustATableThatIsNotTheOneItWrote() throws IOException {
        store(files());
        Files.delete(parts().get(0));
        assertThat(unchanged(files())).as("a part is gone").isEmpty();

        store(files());
        try (QuestionSet other = files(1, "math", file).read()) {
            new QuestionStore(workspace).writeQuestions(other.questions());
        }
        assertThat(unchanged(files())).as("written by another step").isEmpty();
    }

    @Test
    void shouldReadSmallFilesOnTheDriverAsSparkReadsThem() throws IOException {
        Path lines = Files.writeString(folder.resolve("a.jsonl"), """
                \uFEFF{"id":"x","question":"Pick","choices":["red","blue"],"gold":"blue","meta":{"k":"v"}}

                {"id":"ü","question":"Same?","tests":["assert f(1) == 2"]}\r
                {"id":"ü","question":"Same?","tests":["assert f(1) == 2"]}
                {"id":"x","question":"Another?"}
                {"id":"z"}
                """);
        Path packed = folder.resolve("b.json.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write("[{\"id\":\"c\",\"question\":\"C?\"},\n{\"question\":\"D?\"}, oops]"
                    .getBytes(StandardCharsets.UTF_8));
        }
        QuestionsConfig config =
                new QuestionsConfig(List.of(lines.toString(), packed.toString()), DataFormat.AUTO, Map.of(), 0, "");
        TaskConfig task = new TaskConfig("math", Duration.ofSeconds(1));
        List<SourceFile> found =
                SourceFiles.find(spark.sparkContext().hadoopConfiguration(), config.paths(), config.format(), "");

        try (QuestionSet here = QuestionFiles.find(spark, config, task).read();
                QuestionSet far = Questions.of(RawRows.read(spark, found), config, task, "far")) {
            assertThat(here.figures()).isEqualTo(far.figures());
            assertThat(here.figures().collapsed()).isEqualTo(1);
            assertThat(here.figures().rejectedRows()).isEqualTo(3);
            assertThat(texts(here.questions().collectAsList()))
                    .isEqualTo(texts(far.questions().collectAsList()))
                    .hasSize(4);
            assertThat(texts(here.rejected().collectAsList()))
                    .containsExactlyInAnyOrderElementsOf(texts(far.rejected().collectAsList()));
        }
    }

    @Test
    void shouldSortWhatTheDriverReadAndTakeTheFirstIds() {
        try (QuestionSet all = files().read();
                QuestionSet one = files(1, "math", file).read()) {
            assertThat(all.questions().collectAsList())
                    .extracting(row -> row.getString(0))
                    .containsExactly("a", "b");
            assertThat(one.toStore().collectAsList())
                    .extracting(row -> row.getString(0))
                    .containsExactly("a");
        }
    }

    private static List<String> texts(List<Row> rows) {
        return rows.stream().map(Row::toString).toList();
    }
}
