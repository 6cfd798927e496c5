package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.config.RunConfigs;
import dev.twt.model.text.ChatMessage;
import dev.twt.task.Choice;
import dev.twt.task.Extraction;
import dev.twt.task.Prompt;
import dev.twt.task.Question;
import dev.twt.task.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CannedRationalesTest {
    private static final int ASKED = 200;

    @TempDir
    Path folder;

    /** What extraction finds in many answers to one question, and how often. */
    private Map<String, Integer> answers(String task, Question question) throws IOException {
        Path file = Files.writeString(folder.resolve("run.conf"), """
                workspace = w
                questions = q
                teachers.t { backend = openai, model = m, endpoint.urls = "http://h/v1" }
                """);
        CannedRationales canned =
                new CannedRationales(RunConfigs.read(file, Map.of()).rehearse());
        Prompt prompt = Tasks.named(task).teacherPrompt(question, 0);
        List<ChatMessage> messages =
                List.of(new ChatMessage("system", prompt.system()), new ChatMessage("user", prompt.user()));
        Map<String, Integer> found = new HashMap<>();
        for (long draw = 0; draw < ASKED; draw++) {
            String text = canned.answer(messages, draw * 0x9E3779B97F4A7C15L);
            Extraction read = Tasks.named(task).extract(text, question);
            assertThat(read.rationale()).contains("rehearsal").doesNotContain("Confidence");
            assertThat(read.confidence()).isPresent();
            found.merge(read.answer(), 1, Integer::sum);
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(strings = {Tasks.MATH, Tasks.CHOICE, Tasks.TEXT, Tasks.CODE})
    void shouldBeReadAsEachTaskReadsItsAnswersAndMostlyAgree(String task) throws IOException {
        Question question = task.equals(Tasks.CHOICE)
                ? new Question("Which?", List.of(new Choice("A", "one"), new Choice("B", "two")), List.of())
                : Question.of("What is it?");

        Map<String, Integer> found = answers(task, question);

        assertThat(found).hasSize(2).doesNotContainKeys("", null);
        assertThat(found.values()).anyMatch(times -> times > ASKED / 2);
    }
}
