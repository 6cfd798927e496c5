package dev.twt.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.twt.config.DataFormat;
import dev.twt.config.QuestionsConfig;
import dev.twt.config.TaskConfig;
import dev.twt.config.UserException;
import dev.twt.testing.SparkSessions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkSessions.class)
class QuestionsTest {
    private static final TaskConfig MATH = new TaskConfig("math", Duration.ofSeconds(1));

    @TempDir
    Path folder;

    private final SparkSession spark;

    QuestionsTest(SparkSession spark) {
        this.spark = spark;
    }

    private QuestionSet read(Path path, Map<String, String> fields, long limit) {
        return Questions.read(
                spark, new QuestionsConfig(List.of(path.toString()), DataFormat.AUTO, fields, limit, ""), MATH);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private List<Row> rows(QuestionSet set) {
        return set.questions().collectAsList();
    }

    @Test
    void shouldReadLinesSortedByIdWithEveryColumn() throws IOException {
        Path path = file("q.jsonl", """
                {"id":"b","question":"How many legs have two cats?","gold":8.0,"split":"train","meta":{"source":"own","n":3}}

                {"id":"a","question":"Pick one","choices":["red","blue"],"gold":"blue"}
                {"id":"c","question":"Write f","tests":["assert f(1) == 2"]}
                """);

        try (QuestionSet set = read(path, Map.of(), 0)) {
            assertThat(set.questions().schema().fieldNames()).isEqualTo(QuestionColumns.SCHEMA.fieldNames());
            assertThat(rows(set))
                    .extracting(r -> r.getString(0), r -> r.getAs(QuestionColumns.TASK), r -> r.getAs("gold"))
                    .containsExactly(tuple("a", "choice", "B"), tuple("b", "math", "8"), tuple("c", "code", null));
            List<Row> choices = rows(set).get(0).getList(2);
            assertThat(choices).extracting(Row::toString).containsExactly("[A,red]", "[B,blue]");
            assertThat(rows(set).get(1).<String, String>getJavaMap(7))
                    .containsEntry("source", "own")
                    .containsEntry("n", "3");
            assertThat(rows(set).get(2).<String>getList(4)).containsExactly("assert f(1) == 2");
        }
    }

    @Test
    void shouldReadAnArrayInAPackedFileAndAFolderOfSeveral() throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("a.json.gz")))) {
            out.write("[\n{\"question\": \"One?\"},\n{\"question\": \"Two?\"}]".getBytes(StandardCharsets.UTF_8));
        }
        file("b.json", "{\"question\": \"Three?\"}\n{\"question\": \"Four?\"}\n");

        try (QuestionSet set = read(folder, Map.of(), 0)) {
            assertThat(rows(set))
                    .extracting(r -> r.getString(1))
                    .containsExactlyInAnyOrder("One?", "Two?", "Three?", "Four?");
            assertThat(rows(set))
                    .allSatisfy(r -> assertThat(r.getString(0)).isEqualTo(QuestionText.id(r.getString(1))));
        }
    }

    @Test
    void shouldReadParquetThroughTheSameMapping() throws IOException {
        Path lines = file(
                "in.jsonl",
                "{\"question\":{\"stem\":\"Which?\",\"choices\":[{\"label\":\"A\",\"text\":\"x\"},"
                        + "{\"label\":\"B\",\"text\":\"y\"}]},\"answerKey\":\"B\",\"id\":7}");
        String parquet = folder.resolve("t.parquet").toString();
        spark.read().json(lines.toString()).write().parquet(parquet);

        Map<String, String> fields =
                Map.of("question", "question.stem", "choices", "question.choices", "gold", "answerKey");
        try (QuestionSet set = read(Path.of(parquet), fields, 0)) {
            Row row = rows(set).get(0);
            assertThat(row.getString(0)).isEqualTo("7");
            assertThat(row.getString(1)).isEqualTo("Which?");
            assertThat(row.<Row>getList(2)).hasSize(2);
            assertThat(row.<String>getAs("gold")).isEqualTo("B");
        }
    }

    @Test
    void shouldCountAndKeepRejectedRowsWithTheirReason() throws IOException {
        Path path = file("q.jsonl", """
                {"id":"1","question":"Good?"}
                {"id":"2","question":
                {"id":"3"}
                {"id":"4","question":"Same?"}
                {"id":"4","question":"Same?"}
                {"id":"4","question":"Another one?"}
                [1]
                """);

        try (QuestionSet set = read(path, Map.of(), 0)) {
            QuestionFigures figures = set.figures();
            assertThat(figures.rows()).isEqualTo(7);
            assertThat(figures.questions()).isEqualTo(2);
            assertThat(figures.collapsed()).isEqualTo(1);
            assertThat(figures.rejectedRows()).isEqualTo(4);
            assertThat(set.rejected().collectAsList())
                    .extracting(r -> r.getString(1))
                    .anySatisfy(reason -> assertThat(reason).startsWith("not JSON"))
                    .contains(
                            "no question at 'question'",
                            "the id stands on another question already",
                            "not a JSON object");
            assertThat(set.rejected().collectAsList())
                    .allSatisfy(r -> assertThat(r.getString(0)).endsWith("q.jsonl"));
            set.check(false);
            assertThatThrownBy(() -> set.check(true))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("4 rows cannot be used")
                    .hasMessageContaining("q.jsonl")
                    .hasMessageContaining("{\"id\":\"3\"}");
        }
    }

    @Test
    void shouldKeepTheElementsBeforeABreakInAnArray() throws IOException {
        Path path = file("q.json", "[{\"question\":\"One?\"},\n{\"question\":\"Two?\"},\n{\"question\": oops}]");

        try (QuestionSet set = read(path, Map.of(), 0)) {
            assertThat(set.figures().questions()).isEqualTo(2);
            assertThat(set.figures().rejected().keySet())
                    .singleElement()
                    .asString()
                    .contains("at line 3");
        }
    }

    @Test
    void shouldTakeTheFirstIdsWhenLimited() throws IOException {
        Path path = file("q.jsonl", """
                {"id":"c","question":"C?"}
                {"id":"a","question":"A?"}
                {"id":"b","question":"B?"}
                """);

        try (QuestionSet set = read(path, Map.of(), 2)) {
            assertThat(rows(set)).extracting(r -> r.getString(0)).containsExactly("a", "b");
        }
    }

    @Test
    void shouldNameEveryAbsentAndEmptyFileAtOnce() throws IOException {
        Path empty = file("empty.jsonl", "");
        QuestionsConfig config = new QuestionsConfig(
                List.of(folder.resolve("nowhere.jsonl").toString(), empty.toString()),
                DataFormat.AUTO,
                Map.of(),
                0,
                "");

        assertThatThrownBy(() -> Questions.read(spark, config, MATH))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("nowhere.jsonl' does not exist")
                .hasMessageContaining("empty.jsonl' is empty");
    }

    @Test
    void shouldRefuseASetWithoutAQuestion() throws IOException {
        Path path = file("q.jsonl", "{\"text\":\"hello\"}\n");

        try (QuestionSet set = read(path, Map.of(), 0)) {
            assertThatThrownBy(() -> set.check(false))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("no question in 1 rows")
                    .hasMessageContaining("names of fields");
        }
    }

    @Test
    void shouldRefuseAFieldPathThatIsNone() {
        assertThatThrownBy(() -> read(folder, Map.of("question", "a..b["), 0))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("questions.fields.question");
    }

    @Test
    void shouldStoreQuestionsAndRejectedRowsInTheWorkspace() throws IOException {
        Path path = file("q.jsonl", "{\"id\":\"1\",\"question\":\"Good?\"}\nbad\n");
        Workspace workspace = Workspace.at(
                folder.resolve("ws").toString(), spark.sparkContext().hadoopConfiguration());

        try (QuestionSet set = read(path, Map.of(), 0)) {
            new QuestionStore(workspace).write(set);
            new QuestionStore(workspace).write(set);
        }

        assertThat(Questions.stored(spark, workspace).collectAsList())
                .singleElement()
                .satisfies(r -> assertThat(r.getString(1)).isEqualTo("Good?"));
        assertThat(spark.read().parquet(workspace.rejected()).collectAsList())
                .singleElement()
                .satisfies(r -> {
                    assertThat(r.<String>getAs(RejectedColumns.RAW)).isEqualTo("bad");
                    assertThat(r.<String>getAs(RejectedColumns.STEP)).isEqualTo("questions");
                });
    }
}
