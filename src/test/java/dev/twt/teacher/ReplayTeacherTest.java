package dev.twt.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.config.PromptStyle;
import dev.twt.config.TeacherConfig;
import dev.twt.config.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTeacherTest extends TeacherContract {
    @TempDir
    Path folder;

    @Override
    Teacher open() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < QUESTIONS; i++) {
            for (int sample = 0; sample < 2; sample++) {
                lines.append("""
                        {"user": "%s", "sample": %d, "text": "Answer: %d", "completion_tokens": 2, "logprobs": [-0.5, -0.1],
                         "tokens": ["Answer: ", "%d"]}
                        """.replace("\n ", "").formatted(question(i), sample, i + sample, i + sample));
            }
        }
        lines.append("""
                {"user": "long", "text": "and so on", "completion_tokens": 3, "finish_reason": "length"}
                {"user": "rude", "text": "", "finish_reason": "content_filter"}
                {"user": "broken", "error": "the server was away"}
                """);
        return new ReplayTeacher(recorded(lines.toString()));
    }

    private TeacherConfig recorded(String lines) throws IOException {
        Path file = Files.writeString(folder.resolve("answers.jsonl"), lines);
        return TeacherConfigs.of("replay", file.toString(), PromptStyle.AUTO);
    }

    @Override
    TeacherRequest unanswerable() {
        return request("never recorded " + PLANTED, 99, 0, 16);
    }

    @Override
    TeacherRequest tooLong() {
        return request("long", 98, 0, 3);
    }

    @Test
    void shouldTellSamplesApart() throws Exception {
        try (Teacher teacher = open()) {
            assertThat(text(teacher.answer(request(2, 0)).get())).isEqualTo("Answer: 2");
            assertThat(text(teacher.answer(request(2, 1)).get())).isEqualTo("Answer: 3");
        }
    }

    private static String text(Outcome outcome) {
        return ((Outcome.Answered) outcome).completion().text();
    }

    @Test
    void shouldReplayARefusal() throws Exception {
        try (Teacher teacher = open()) {
            assertThat(teacher.answer(request("rude", 0, 0, 4)).get()).isInstanceOf(Outcome.Refused.class);
        }
    }

    @Test
    void shouldReplayAFailure() throws Exception {
        try (Teacher teacher = open()) {
            assertThat(teacher.answer(request("broken", 0, 0, 4)).get())
                    .isEqualTo(new Outcome.Failed("the server was away", 1));
        }
    }

    @Test
    void shouldNameTheBrokenLine() {
        assertThatThrownBy(() -> new ReplayTeacher(recorded("{\"user\": \"a\", \"text\": \"b\"}\n{oops\n")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("answers.jsonl:2")
                .hasMessageContaining("not JSON");
    }

    @Test
    void shouldNameTheLineWithoutText() {
        assertThatThrownBy(() -> new ReplayTeacher(recorded("{\"user\": \"a\"}\n")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("answers.jsonl:1");
    }

    @Test
    void shouldSayThatTheFileIsAbsent() {
        assertThatThrownBy(
                        () -> new ReplayTeacher(TeacherConfigs.of("replay", "nowhere/answers.jsonl", PromptStyle.AUTO)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("nowhere/answers.jsonl");
    }
}
