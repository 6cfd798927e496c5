package dev.twt.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.config.DataFormat;
import dev.twt.config.ImportSource;
import dev.twt.config.QuestionsConfig;
import dev.twt.config.TaskConfig;
import dev.twt.dataset.Workspace;
import dev.twt.task.Tasks;
import dev.twt.testing.SharedData;
import dev.twt.testing.SparkSessions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Slices of published sets, where they are: what other people's files look like. */
@ExtendWith(SparkSessions.class)
class PublishedSetsTest {
    private static final int ROWS = 200;

    @TempDir
    Path folder;

    private final SparkSession spark;

    PublishedSetsTest(SparkSession spark) {
        this.spark = spark;
    }

    private ImportResult run(String task, QuestionsConfig questions, ImportSource... sources) {
        Workspace workspace = Workspace.at(
                folder.resolve("ws").toString(), spark.sparkContext().hadoopConfiguration());
        TaskConfig config = new TaskConfig(task, Duration.ofSeconds(1));
        return new ResponseImport(spark, workspace, config, Tasks::named, false).run(List.of(sources), questions);
    }

    /** The first rows of a file, closed again if it is an array. */
    private String slice(String name) throws IOException {
        Path file = SharedData.require("data").resolve(name);
        Path slice = folder.resolve(file.getFileName().toString().replace(".gz", ""));
        StringBuilder rows = new StringBuilder();
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = name.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            String line = reader.readLine();
            boolean array = line.equals("[");
            for (int i = 0; i < ROWS && line != null; i++, line = reader.readLine()) {
                rows.append(line).append('\n');
            }
            if (array) {
                rows.setLength(rows.lastIndexOf("}") + 1);
                rows.append("]");
            }
        }
        return Files.writeString(slice, rows).toString();
    }

    private ImportSource source(String path, String teacher, String join, Map<String, String> fields) {
        return new ImportSource(path, DataFormat.AUTO, teacher, "", fields, join, "\n\nQ:", "");
    }

    @Test
    void shouldImportSeveralTeachersOfMultipleChoiceQuestions() throws IOException {
        QuestionsConfig questions = new QuestionsConfig(
                List.of(SharedData.require("data/commonsenseqa/train_rand_split.jsonl.gz")
                        .toString()),
                DataFormat.AUTO,
                Map.of("question", "question.stem", "choices", "question.choices", "gold", "answerKey"),
                0,
                "");

        ImportResult result = run(
                "choice",
                questions,
                source(
                        slice("commonsenseqa_teachers/palm540b.train.jsonl.gz"),
                        "palm",
                        "id",
                        Map.of("question_id", "id", "question", "question", "text", "palm")),
                source(
                        slice("commonsenseqa_teachers/llama3-chatqa-1.5-8b.train.random1.json.gz"),
                        "llama",
                        "question",
                        Map.of("question", "input", "text", "gen_label")),
                source(
                        slice("commonsenseqa_teachers/cose_human.train.jsonl.gz"),
                        "people",
                        "id",
                        Map.of("question_id", "id", "text", "abstractive_explanation", "answer", "answer")));

        assertThat(result.questions().questions()).isEqualTo(9741);
        assertThat(result.sources()).allSatisfy(source -> {
            assertThat(source.rejected()).isEmpty();
            assertThat(source.added()).isBetween(ROWS - 2L, (long) ROWS);
        });
        assertThat(result.sources().get(0).answers()).isGreaterThan(ROWS * 95L / 100);
        assertThat(result.sources().get(2).answers())
                .isEqualTo(result.sources().get(2).added());
    }

    @Test
    void shouldImportNestedSamplesAndProgramsOfMathsQuestions() throws IOException {
        QuestionsConfig questions = new QuestionsConfig(
                List.of(SharedData.require("data/gsm8k/test.jsonl.gz").toString()),
                DataFormat.AUTO,
                Map.of("gold", "answer"),
                0,
                "");

        ImportResult result = run(
                "math",
                questions,
                source(
                        slice("gsm8k_teachers/gpt-4o-mini.read1.test.jsonl.gz"),
                        "mini",
                        "question",
                        Map.of("question", "input", "text", "cot.generation[*]")),
                source(
                        slice("gsm8k_teachers/gpt3_6b_175b.test.jsonl.gz"),
                        "gpt3",
                        "question",
                        Map.of("text", "175b_finetuning.solution")),
                source(
                        slice("gsm8k_teachers/tora-70b-v1.0.test.jsonl.gz"),
                        "tora",
                        "question",
                        Map.of("text", "code[*]", "answer", "pred[*]")));

        assertThat(result.sources())
                .allSatisfy(source -> assertThat(source.added()).isGreaterThan(ROWS * 98L / 100));
        assertThat(result.sources().get(0).answers()).isGreaterThan(ROWS * 95L / 100);
    }

    @Test
    void shouldImportAnArrayWithListsWhoseQuestionIsToldInTwoFields() throws IOException {
        QuestionsConfig questions = new QuestionsConfig(
                List.of(SharedData.require("data/svamp/SVAMP.json").toString()),
                DataFormat.AUTO,
                Map.of("id", "ID", "question", "{Body} {Question}", "gold", "Answer"),
                0,
                "");

        ImportResult result = run(
                "math",
                questions,
                source(
                        slice("svamp_teachers/committee_gpt35_gemini_mixtral.rationale.json.gz"),
                        "gpt",
                        "question",
                        Map.of("text", "gpt_rationale[0]")),
                source(
                        slice("svamp_teachers/palm540b.train.jsonl"),
                        "palm",
                        "question",
                        Map.of("question", "input", "text", "palm")));

        assertThat(result.questions().questions()).isEqualTo(813);
        assertThat(result.sources())
                .allSatisfy(source -> assertThat(source.added()).isGreaterThan(ROWS * 9L / 10));
    }
}
