package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twt.config.StoppedEarly;
import dev.twt.testing.FakeBatchApi;
import dev.twt.testing.FaultyServer;
import dev.twt.testing.SumQuestions;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What ends a run with rounds early, what is imported before, and batches in it. */
@Timeout(300)
class RoundsRunIT extends RoundsRun {
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
    void shouldSubmitBatchesOfFurtherRoundsAndComeBackToThem() throws IOException {
        try (FakeBatchApi batches = new FakeBatchApi()) {
            AtomicInteger ending = new AtomicInteger();
            batches.answer(RoundsRunIT::batched);
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
