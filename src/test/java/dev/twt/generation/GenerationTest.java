package dev.twt.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.twt.config.BudgetConfig;
import dev.twt.config.GenerationConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.Workspace;
import dev.twt.testing.SparkSessions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkSessions.class)
class GenerationTest {
    @TempDir
    Path folder;

    private final SparkSession spark;
    private Workspace workspace;
    private String asked;

    GenerationTest(SparkSession spark) {
        this.spark = spark;
    }

    @BeforeEach
    void workspace() {
        workspace = Workspace.at(
                folder.resolve("ws").toString(), spark.sparkContext().hadoopConfiguration());
        asked = folder.resolve("asked.txt").toString();
    }

    private GenerationResult run(Dataset<Row> questions, List<TeacherConfig> teachers, GenerationConfig config) {
        return run(questions, teachers, config, counting(asked, 0), progress -> {}, new StopSignal());
    }

    private GenerationResult run(
            Dataset<Row> questions,
            List<TeacherConfig> teachers,
            GenerationConfig config,
            TeacherOpener opener,
            ProgressListener listener,
            StopSignal signal) {
        return new Generation(spark, workspace, config, 7, EchoTask::named, Funds.unlimited())
                .run(questions, Round.first(teachers), opener, listener, signal);
    }

    private static TeacherOpener counting(String asked, long delay) {
        return teacher -> new CountingTeacher(teacher.name(), Path.of(asked), delay, 4);
    }

    private List<String> asked() throws IOException {
        Path file = Path.of(asked);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private Dataset<Row> ledger() {
        return Ledger.open(spark, workspace).rows();
    }

    @Test
    void shouldRecordEveryKindOfOutcomeOfEveryTeacherAndSample() {
        List<TeacherConfig> teachers = List.of(Samples.teacher("ada"), Samples.teacher("bob", "bob.gguf", 2));

        GenerationResult result = run(
                Samples.questions(spark, "one", "a long one", "a bad one", "it breaks", "it throws"),
                teachers,
                Samples.config(2, 3));

        assertThat(result.complete()).isTrue();
        assertThat(result.teachers())
                .extracting(
                        GenerationProgress::teacher,
                        GenerationProgress::planned,
                        GenerationProgress::answered,
                        GenerationProgress::truncated,
                        GenerationProgress::refused,
                        GenerationProgress::failed,
                        GenerationProgress::completionTokens)
                .containsExactly(tuple("ada", 5L, 1L, 1L, 1L, 2L, 6L), tuple("bob", 10L, 2L, 2L, 2L, 4L, 12L));
        List<Row> rows = ledger().collectAsList();
        assertThat(rows).hasSize(15);
        Row one = ledger().filter("teacher = 'ada' and question_id = 'q0'").first();
        assertThat(one.<String>getAs("outcome")).isEqualTo("answered");
        assertThat(one.<String>getAs("rationale")).isEqualTo("Because of one");
        assertThat(one.<String>getAs("answer")).isEqualTo("42");
        assertThat(one.<Double>getAs("stated_confidence")).isEqualTo(0.9);
        assertThat(one.<String>getAs("model")).isEqualTo("ada.gguf");
        assertThat(one.<Double>getAs("cost_usd")).isEqualTo((11 * 1.0 + 2 * 10.0) / 1e6);
        assertThat(one.<Float>getList(one.fieldIndex("token_logprobs"))).containsExactly(-0.5f, -0.25f);
        Row failed = ledger().filter("teacher = 'ada' and question_id = 'q3'").first();
        assertThat(failed.<String>getAs("error")).isEqualTo("the line is down");
        assertThat(failed.<Integer>getAs("attempts")).isEqualTo(3);
        assertThat(failed.<String>getAs("text")).isNull();
    }

    @Test
    void shouldAskNothingTwiceInASecondRunAndOnlyWhatIsNewInAThird() throws IOException {
        List<TeacherConfig> teachers = List.of(Samples.teacher("ada"));
        run(Samples.questions(spark, 10), teachers, Samples.config(2, 3));
        assertThat(asked()).hasSize(10);

        GenerationResult second = run(Samples.questions(spark, 10), teachers, Samples.config(1, 3));
        assertThat(asked()).hasSize(10);
        assertThat(second.teachers().get(0).recorded()).isEqualTo(10);
        assertThat(second.complete()).isTrue();

        run(
                Samples.questions(spark, 12),
                List.of(Samples.teacher("ada", "moved/to/ada.gguf", 2)),
                Samples.config(3, 3));
        assertThat(asked()).hasSize(24).doesNotHaveDuplicates();
        assertThat(ledger().count()).isEqualTo(24);
    }

    @Test
    void shouldAskTheSamplesOfAQuestionOneAfterAnother() throws IOException {
        run(Samples.questions(spark, 8), List.of(Samples.teacher("ada", "ada.gguf", 3)), Samples.config(1, 64));

        Map<String, String> questions = new HashMap<>();
        ledger().collectAsList()
                .forEach(row -> questions.put(
                        row.getAs("request_id"), row.getAs("question_id") + "/" + row.<Integer>getAs("sample")));
        List<String> order = asked().stream().map(questions::get).toList();
        assertThat(order).hasSize(24).startsWith("q0/0", "q0/1", "q0/2", "q1/0").isSorted();
    }

    @Test
    void shouldNeverSpendMoreThanTheBudgetOverSeveralRunsAndGoOnWithALargerOne() throws IOException {
        List<TeacherConfig> teachers = List.of(Samples.teacher("ada"));
        Dataset<Row> questions = Samples.questions(spark, 30);

        GenerationResult first = run(questions, teachers, new Funds(new BudgetConfig(0, 400), 0, 0));
        assertThat(first.complete()).isFalse();
        assertThat(first.exhausted().get("ada")).contains("budget.tokens").contains("400");
        int asked = asked().size();
        // An answer takes 13 tokens, and the next one may take some 280.
        assertThat(asked).isBetween(1, 10);
        assertThat(ledger().count()).isEqualTo(asked);

        run(questions, teachers, new Funds(new BudgetConfig(0, 400), 0, 0));
        assertThat(asked()).as("what the first run has spent counts").hasSizeBetween(asked, 10);

        GenerationResult last = run(questions, teachers, new Funds(new BudgetConfig(1, 0), 0, 0));
        assertThat(last.complete()).isTrue();
        assertThat(last.exhausted()).isEmpty();
        assertThat(asked()).hasSize(30).doesNotHaveDuplicates();
    }

    @Test
    void shouldCountWhatEarlierRunsMayHaveSpent() throws IOException {
        GenerationResult result = run(
                Samples.questions(spark, 3),
                List.of(Samples.teacher("ada")),
                new Funds(new BudgetConfig(0, 400), 0, 200));

        assertThat(result.exhausted()).containsKey("ada");
        assertThat(asked()).isEmpty();
    }

    private GenerationResult run(Dataset<Row> questions, List<TeacherConfig> teachers, Funds funds) {
        return new Generation(spark, workspace, Samples.config(2, 64), 7, EchoTask::named, funds)
                .run(questions, Round.first(teachers), counting(asked, 0), progress -> {}, new StopSignal());
    }

    @Test
    void shouldAskFailedAndTruncatedAgainOnlyWhereTheConfigSaysSo() throws IOException {
        Dataset<Row> questions = Samples.questions(spark, "good", "a long one", "it breaks");
        List<TeacherConfig> teachers = List.of(Samples.teacher("ada"));
        run(questions, teachers, Samples.config(1, 64));
        run(questions, teachers, Samples.config(1, 64));
        assertThat(asked()).hasSize(3);

        run(questions, teachers, new GenerationConfig(1, 64, Duration.ofSeconds(15), 0.5, true, false));
        assertThat(asked()).hasSize(4);
        run(questions, teachers, new GenerationConfig(1, 64, Duration.ofSeconds(15), 0.5, true, true));
        assertThat(asked()).hasSize(6);
        assertThat(ledger().count()).isEqualTo(3);
    }

    @Test
    void shouldGiveUpATeacherThatFailsTooOftenAndGoOnWithTheOthers() {
        String[] texts = new String[60];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = "Number " + i;
        }

        GenerationResult result = run(
                Samples.questions(spark, texts),
                List.of(Samples.teacher("bad"), Samples.teacher("good")),
                Samples.config(1, 64),
                teacher -> new KeylessTeacher(teacher.name()),
                progress -> {},
                new StopSignal());

        assertThat(result.complete()).isFalse();
        assertThat(result.stoppedTeachers()).containsOnlyKeys("bad");
        assertThat(result.stoppedTeachers().get("bad"))
                .contains("20 of 20 requests failed")
                .contains("no such key");
        assertThat(result.teachers()).extracting(GenerationProgress::done).containsExactly(20L, 60L);
    }

    @Test
    void shouldNameATeacherThatCannotBeOpenedAndAskTheOthers() {
        String file = asked;
        TeacherOpener opener = teacher -> {
            if (teacher.name().equals("gone")) {
                throw new IllegalStateException("no file gone.gguf");
            }
            return new CountingTeacher(teacher.name(), Path.of(file), 0, 1);
        };

        GenerationResult result = run(
                Samples.questions(spark, 3),
                List.of(Samples.teacher("gone"), Samples.teacher("here")),
                Samples.config(2, 64),
                opener,
                progress -> {},
                new StopSignal());

        assertThat(result.stoppedTeachers().get("gone"))
                .contains("cannot be opened")
                .contains("no file gone.gguf");
        assertThat(result.teachers()).extracting(GenerationProgress::done).containsExactly(0L, 3L);
    }

    @Test
    void shouldPublishWhatWasAnsweredWhenStoppedAndGoOnLater() throws IOException {
        StopSignal signal = new StopSignal();
        List<GenerationProgress> seen = Collections.synchronizedList(new ArrayList<>());
        ProgressListener listener = progress -> {
            seen.addAll(progress);
            if (progress.get(0).answered() > 3) {
                signal.request();
            }
        };
        List<TeacherConfig> teachers = List.of(Samples.teacher("ada"));

        GenerationResult stopped = run(
                Samples.questions(spark, 200),
                teachers,
                Samples.config(2, 1000),
                counting(asked, 100),
                listener,
                signal);

        assertThat(stopped.interrupted()).isTrue();
        int first = asked().size();
        assertThat(first).isBetween(4, 150);
        assertThat(ledger().count()).as("in flight was waited for").isEqualTo(first);
        assertThat(stopped.teachers().get(0).answered()).isEqualTo(first);

        run(Samples.questions(spark, 200), teachers, Samples.config(2, 1000));
        assertThat(asked()).hasSize(200).doesNotHaveDuplicates();
        assertThat(seen).isNotEmpty();
    }

    @Test
    void shouldSendNothingWhenStoppedBeforeItBegins() throws IOException {
        StopSignal signal = new StopSignal();
        signal.request();

        GenerationResult result = run(
                Samples.questions(spark, 3),
                List.of(Samples.teacher("ada")),
                Samples.config(1, 64),
                counting(asked, 0),
                p -> {},
                signal);

        assertThat(result.interrupted()).isTrue();
        assertThat(result.complete()).isFalse();
        assertThat(asked()).isEmpty();
    }

    @Test
    void shouldKeepWhatAFailedRunHasPublished() throws IOException {
        Path flag = folder.resolve("failed-once");
        String flagFile = flag.toString();
        String file = asked;
        TeacherOpener opener = teacher -> new FlakyTeacher(teacher.name(), Path.of(file), Path.of(flagFile));
        Throwable failure = null;
        try {
            run(
                    Samples.questions(spark, 20),
                    List.of(Samples.teacher("ada")),
                    Samples.config(1, 2),
                    opener,
                    p -> {},
                    new StopSignal());
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        assertThat(failure).isNotNull();
        long published = ledger().count();
        assertThat(published).isGreaterThan(0);

        run(
                Samples.questions(spark, 20),
                List.of(Samples.teacher("ada")),
                Samples.config(1, 2),
                opener,
                p -> {},
                new StopSignal());
        assertThat(ledger().count()).isEqualTo(20);
        assertThat(asked()).hasSizeLessThanOrEqualTo(20 + 2 + 1);
        assertThat(new HashSet<>(asked())).hasSize(20);
    }

    @Test
    void shouldSkipAndNameABrokenSegmentAndAskItsRowsAgain() throws IOException {
        List<TeacherConfig> teachers = List.of(Samples.teacher("ada"));
        run(Samples.questions(spark, 4), teachers, Samples.config(1, 64));
        Path responses = Path.of(java.net.URI.create(workspace.responses()).getPath());
        Path segment;
        try (Stream<Path> files = Files.list(responses)) {
            segment = files.filter(f -> f.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(segment);
        Files.copy(segment, responses.resolve("seg-cut.parquet"), StandardCopyOption.REPLACE_EXISTING);
        Files.write(responses.resolve("seg-cut.parquet"), java.util.Arrays.copyOf(bytes, bytes.length / 2));

        GenerationResult result = run(Samples.questions(spark, 5), teachers, Samples.config(1, 64));

        assertThat(result.brokenSegments()).singleElement().asString().endsWith("seg-cut.parquet");
        assertThat(asked()).hasSize(5);
        assertThat(Ledger.open(spark, workspace).broken()).as("moved aside").isEmpty();
        assertThat(ledger().count()).isEqualTo(5);
    }

    @Test
    void shouldFindAFlippedBitAndAskTheSegmentsRowsAgain() throws IOException {
        List<TeacherConfig> teachers = List.of(Samples.teacher("ada"));
        run(Samples.questions(spark, 4), teachers, Samples.config(1, 64));
        Path responses = Path.of(java.net.URI.create(workspace.responses()).getPath());
        Path kept;
        try (Stream<Path> files = Files.list(responses)) {
            kept = files.filter(f -> f.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
        Path held = Files.move(kept, folder.resolve("held.parquet"));
        run(Samples.questions(spark, 6), teachers, Samples.config(1, 64));
        Path flipped;
        try (Stream<Path> files = Files.list(responses)) {
            flipped = files.filter(f -> f.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(flipped);
        String id = ledger().select(ResponseColumns.REQUEST_ID).first().getString(0);
        bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf(id.substring(10, 30))] ^= 1;
        Files.write(flipped, bytes);
        Files.deleteIfExists(flipped.resolveSibling("." + flipped.getFileName() + ".crc"));
        Files.move(held, kept);
        int asked = asked().size();

        GenerationResult result = run(Samples.questions(spark, 6), teachers, Samples.config(1, 64));

        assertThat(result.brokenSegments())
                .singleElement()
                .asString()
                .endsWith(flipped.getFileName().toString());
        assertThat(asked()).hasSize(asked + 2);
        assertThat(ledger().count()).isEqualTo(6);
    }

    @Test
    void shouldCompactManySegmentsWithoutLosingARow() {
        run(Samples.questions(spark, 20), List.of(Samples.teacher("ada")), Samples.config(2, 1));

        Ledger ledger = Ledger.open(spark, workspace);
        assertThat(ledger.segments()).hasSizeLessThanOrEqualTo(2);
        assertThat(ledger.all().count()).isEqualTo(20);
        assertThat(spark.read().parquet(workspace.responses()).schema().fieldNames())
                .isEqualTo(ResponseColumns.SCHEMA.fieldNames());
    }
}
