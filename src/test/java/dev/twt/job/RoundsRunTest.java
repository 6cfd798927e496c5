package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twt.config.RunConfigs;
import dev.twt.config.StoppedEarly;
import dev.twt.testing.FakeBatchApi;
import dev.twt.testing.FaultyServer;
import dev.twt.testing.SparkSessions;
import dev.twt.testing.SumQuestions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rejection sampling as a loop, against real HTTP servers whose teachers are sure of some answers. */
@Timeout(300)
class RoundsRunTest {
    private static final int QUESTIONS = 12;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final SparkSession spark = SparkSessions.shared();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final EvenNumbersApi api = new EvenNumbersApi();
    private final Collection<String> asked = api.asked();
    private FaultyServer server;

    @BeforeEach
    void writeRun() throws IOException {
        server = FaultyServer.that(api);
        SumQuestions.write(folder.resolve("questions.jsonl"), QUESTIONS);
        Files.writeString(folder.resolve("run.conf"), """
                workspace = "%1$s/workspace"
                questions = "%1$s/questions.jsonl"
                generation.tasks = 1
                teacher-defaults {
                  backend = openai
                  endpoint.urls = "%2$s"
                  retry { first-wait = 5ms, longest-wait = 50ms }
                  sampling { temperature = 0.2, max-tokens = 50 }
                  limits.in-flight = 1
                }
                teachers {
                  cheap { model = cheap, price { input = 1, output = 2 } }
                  dear { model = dear, price { input = 100, output = 200 } }
                }
                selection.diversity.k = 1
                rounds { most = 4, temperatures = [0.7], escalation = [cheap, cheap, dear] }
                """.formatted(folder, server.url()));
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private Pipeline pipeline(String... sets) {
        Map<String, String> overrides = new HashMap<>();
        for (int i = 0; i < sets.length; i += 2) {
            overrides.put(sets[i], sets[i + 1]);
        }
        PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
        return TwtPipeline.on(
                spark,
                RunConfigs.effective(folder.resolve("run.conf"), overrides),
                new Console(stream, stream, false, Terminal.NONE));
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private static List<String> all(String model, double temperature, IntStream numbers) {
        return numbers.mapToObj(n -> model + " " + n + " " + temperature).toList();
    }

    private static List<String> everything() {
        return java.util.stream.Stream.of(
                        all("cheap", 0.2, IntStream.range(0, QUESTIONS)),
                        all("cheap", 0.7, IntStream.of(1, 3, 5, 7, 9, 11)),
                        all("dear", 0.7, IntStream.of(3, 7, 11)))
                .flatMap(List::stream)
                .toList();
    }

    private List<String> rows(String workspace) {
        return spark
                .read()
                .parquet(folder.resolve(workspace + "/responses").toString())
                .selectExpr("concat_ws(' ', request_id, question_id, teacher, round, outcome, answer)")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList();
    }

    @Test
    void shouldAskInEachRoundOnlyWhatIsStillOpenAndTheDearTeacherLast() throws IOException {
        pipeline().generate();

        assertThat(asked).containsExactlyInAnyOrderElementsOf(everything());
        assertThat(said())
                .contains(
                        "Round 2 of 4: 6 of 12 questions have no good answer; asking cheap (1 sample, temperature 0.7)")
                .contains(
                        "Round 3 of 4: 3 of 12 questions have no good answer; asking dear (1 sample, temperature 0.7)")
                .contains("Every question has a good answer after round 3 of 4")
                .containsPattern("1  cheap +12 +12 +12,120 +0.0122 +6 +6")
                .containsPattern("2  cheap +6 +6 +6,060 +0.0061 +3 +3")
                .containsPattern("3  dear +3 +3 +3,030 +0.3060 +3 +0")
                .doesNotContain("Round 4");
        assertThat(spark.read()
                        .parquet(folder.resolve("workspace/rounds/round=2").toString())
                        .orderBy("question_id")
                        .collectAsList()
                        .toString())
                .isEqualTo("[[q11,0], [q3,0], [q7,0]]");

        List<String> rows = rows("workspace");
        pipeline().generate();
        assertThat(asked).as("nothing is asked a second time").hasSize(21);
        assertThat(rows("workspace")).isEqualTo(rows);

        said.reset();
        pipeline().select();
        assertThat(said())
                .containsPattern("3  dear +3 +3 +3,030 +0.3060 +3 +0")
                .contains("kept 12 of 21 answers, for 12 of 12 questions");
        JsonNode record = JSON.readTree(folder.resolve("workspace/run.json").toFile());
        for (String step : List.of("generate", "select")) {
            assertThat(record.at("/steps/" + step + "/figures/rounds").toString())
                    .as(step)
                    .contains("{\"round\":1,\"teachers\":[\"cheap\"],\"asked\":6,\"answers\":6,\"tokens\":6060,")
                    .contains("\"reached\":3,\"open\":0}");
        }
        pipeline().explain("q3");
        assertThat(said()).containsPattern("\\* dear +0 r3 +4").containsPattern("  cheap +0 r2 +4");
    }

    @Test
    void shouldGoOnInTheSameRoundAndAskNothingTwiceAfterAStop() {
        Pipeline first = pipeline();
        server.from((request, exchange) -> {
            if (asked.stream().filter(one -> one.endsWith("0.7")).count() == 3) {
                first.stop();
            }
            api.serve(request, exchange);
        });
        assertThatThrownBy(first::generate).isInstanceOf(StoppedEarly.class).hasMessageContaining("you asked for it");
        List<String> recorded = rows("workspace");
        assertThat(recorded).hasSizeBetween(QUESTIONS, QUESTIONS + 5);
        assertThat(asked.stream().filter(one -> one.startsWith("dear"))).isEmpty();

        server.from(api);
        asked.clear();
        pipeline().generate();
        assertThat(asked).as("only what was not recorded").hasSize(21 - recorded.size());
        assertThat(asked.stream().filter(one -> one.startsWith("dear"))).hasSize(3);
        asked.clear();
        pipeline("workspace", folder.resolve("undisturbed").toString()).generate();
        assertThat(asked).containsExactlyInAnyOrderElementsOf(everything());
        assertThat(rows("workspace")).containsAll(recorded).isEqualTo(rows("undisturbed"));
    }

    @Test
    void shouldEndWithEverythingKeptWhenTheBudgetEndsInAFurtherRound() {
        // An answer takes 1,010 tokens; one under way is counted with some hundreds.
        assertThatThrownBy(() -> pipeline("budget.tokens", "14600").generate())
                .isInstanceOf(StoppedEarly.class)
                .hasMessageContaining("budget.tokens")
                .hasMessageContaining("of 6 answers of round 2 are recorded");
        assertThat(asked.size()).isBetween(QUESTIONS + 1, QUESTIONS + 5);
        assertThat(said()).containsPattern("1  cheap +12 +12 ").containsPattern("2  cheap +[1-5] ");
        assertThat(folder.resolve("workspace/run.json"))
                .content()
                .contains("\"stopped\"")
                .contains("\"open\"");

        pipeline("budget.tokens", "1000000").generate();
        assertThat(asked).containsExactlyInAnyOrderElementsOf(everything());
    }

    @Test
    void shouldNotAskATeacherAgainThatWasGivenUpInAnEarlierRound() throws IOException {
        // A teacher is given up after twenty failures.
        SumQuestions.write(folder.resolve("questions.jsonl"), 88);
        server.from((request, exchange) -> {
            if (request.body().contains("\"dear\"")) {
                asked.add("dear");
                FaultyServer.status(401, "{\"error\": {\"message\": \"no such key\"}}")
                        .serve(request, exchange);
            } else {
                api.serve(request, exchange);
            }
        });
        pipeline("rounds.escalation", "[]", "rounds.most", "2").generate();

        assertThat(said())
                .contains("Teacher dear was given up")
                .contains(
                        "Round 2 of 2: 44 of 88 questions have no good answer; asking cheap (1 sample, temperature 0.7)\n");
        assertThat(asked.stream().filter("dear"::equals).count()).isBetween(20L, 40L);
        assertThat(asked.stream().filter(one -> one.startsWith("cheap"))).hasSize(88 + 44);
        assertThatThrownBy(() -> pipeline().generate())
                .as("nobody else is in the third round")
                .isInstanceOf(StoppedEarly.class)
                .hasMessageContaining("every teacher was given up")
                .hasMessageContaining("of 22 answers of round 3 are recorded");
    }

    @Test
    void shouldAskOnceWithOneRound() {
        pipeline("rounds", "{ most = 1, temperatures = [], escalation = [] }").generate();

        assertThat(asked).hasSize(2 * QUESTIONS).allMatch(one -> one.endsWith(" 0.2"));
        assertThat(rows("workspace")).allMatch(row -> row.contains(" 0 answered "));
        assertThat(said()).doesNotContain("still open").doesNotContain("Round ");
        assertThat(folder.resolve("workspace/rounds")).doesNotExist();
    }

    @Test
    void shouldAskTeachersOnlyForWhatImportedAnswersLeaveOpen() throws IOException {
        Files.writeString(folder.resolve("made.jsonl"), """
                {"id": "q0", "said": "It is the next one.\\nAnswer: 1\\nConfidence: 0.99"}
                {"id": "q1", "said": "It is the next one.\\nAnswer: 2\\nConfidence: 0.2"}
                """);
        pipeline(
                        "import.sources",
                        "[ { path = \"%s/made.jsonl\", teacher = elsewhere, fields { question_id = id, text = said } } ]"
                                .formatted(folder),
                        "rounds",
                        "{ most = 2, temperatures = [], escalation = [[], [cheap, dear]] }",
                        "questions.limit",
                        "3")
                .run();

        // In the order of their ids: q0, q1, q10.
        assertThat(asked).containsExactlyInAnyOrder("cheap 1 0.2", "cheap 10 0.2", "dear 1 0.2", "dear 10 0.2");
        assertThat(said())
                .contains("Round 2 asks only questions that have no good answer by then")
                .containsPattern("1  elsewhere +2 +2 ")
                .contains("for 3 of 3 questions");
    }

    @Test
    void shouldPlanTheRoundsAtWorstAndByWhatIsOpen() {
        pipeline().plan();
        assertThat(said())
                .contains("Round 2 asks only questions that have no good answer by then; at worst, if all stay open:")
                .contains("Each of the rounds 3 to 4 asks only")
                .contains("All rounds together, if every question stays open through all of them: at most ")
                .doesNotContain("By the last run");
        assertThat(said().lines().filter(line -> line.matches("dear +12 +0 .*")))
                .hasSize(1);
        assertThat(asked).isEmpty();

        assertThatThrownBy(() -> pipeline("budget.tokens", "14600").generate()).isInstanceOf(StoppedEarly.class);
        pipeline().plan();
        assertThat(said())
                .containsPattern("By the last run [1-6] of 12 questions were open after round 2: round 3 would");
    }

    @Test
    void shouldSubmitBatchesOfFurtherRoundsAndComeBackToThem() throws IOException {
        try (FakeBatchApi batches = new FakeBatchApi()) {
            AtomicInteger ending = new AtomicInteger();
            batches.answer(RoundsRunTest::batched);
            batches.ending(batch -> batches.batches().size() <= ending.get() ? "completed" : null);
            String[] sets = {
                "teachers.cheap.endpoint.urls", batches.url(),
                "teachers.cheap.batch", "{ enabled = true, await = false, poll-interval = 30ms }",
                "rounds", "{ most = 3, temperatures = [0.7], escalation = [cheap, cheap, dear] }"
            };
            for (; ending.get() < 2; ending.incrementAndGet()) {
                assertThatThrownBy(() -> pipeline(sets).generate())
                        .isInstanceOf(StoppedEarly.class)
                        .hasMessageContaining("batches are submitted and not waited for");
                assertThat(batches.batches()).as("rounds begun").hasSize(ending.get() + 1);
                assertThat(asked).as("the next round waits for the answers").isEmpty();
            }
            pipeline(sets).generate();

            assertThat(batches.bought()).hasSize(QUESTIONS + 6).doesNotHaveDuplicates();
            assertThat(batches.batches())
                    .extracting(batch -> batch.lines.size())
                    .containsExactly(QUESTIONS, 6);
            assertThat(asked).containsExactlyInAnyOrderElementsOf(all("dear", 0.7, IntStream.of(3, 7, 11)));
            assertThat(said()).containsPattern("2  cheap +6 +6 ").containsPattern("3  dear +3 +3 ");
        }
    }

    private static ObjectNode batched(ObjectNode line) {
        ObjectNode made = FakeBatchApi.answered(line);
        ((ObjectNode) made.path("response")).set("body", EvenNumbersApi.completion(line.path("body")));
        return made;
    }
}
