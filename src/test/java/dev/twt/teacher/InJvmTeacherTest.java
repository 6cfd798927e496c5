package dev.twt.teacher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.config.PromptStyle;
import dev.twt.config.TeacherConfig;
import dev.twt.model.CausalLms;
import dev.twt.model.TinyModels;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real model of a few thousand weights, through libtorch. */
class InJvmTeacherTest extends TeacherContract {
    @TempDir
    Path folder;

    private TeacherConfig config() {
        return TeacherConfigs.of(
                "in-jvm", TinyModels.llama(folder.resolve("tiny.gguf")).toString(), PromptStyle.PLAIN);
    }

    @Override
    Teacher open() {
        TeacherConfig config = config();
        return new InJvmTeacher(config, CausalLms.load(Teachers.spec(config)));
    }

    @Override
    TeacherRequest unanswerable() {
        return request((PLANTED + " ").repeat(20), 99, 0, 16);
    }

    @Override
    TeacherRequest tooLong() {
        return request("Question: x", 98, 0, 1);
    }

    @Test
    void shouldAnswerTheSameAloneAndAmongOthers() {
        try (Teacher teacher = open()) {
            String alone = text(teacher.answer(request(5, 0)).join());
            var among = IntStream.range(0, QUESTIONS)
                    .mapToObj(i -> teacher.answer(request(i, 0)))
                    .toList();

            assertThat(text(among.get(5).join())).isEqualTo(alone);
        }
    }

    @Test
    void shouldCountPromptTokensAsTheModelReadsThem() {
        TeacherConfig config = config();
        try (Teacher teacher = Teachers.open(config);
                PromptCounter counter = PromptCounter.open(config)) {
            TeacherRequest request = request(1, 0);

            assertThat(counter.tokens(request.messages()))
                    .hasValue(completion(teacher.answer(request).join()).promptTokens());
            assertThat(counter.contextLength()).hasValue(96);
        }
    }

    @Test
    void shouldShareOneModelAmongLeases() {
        TeacherConfig config = config();
        try (Teacher one = Teachers.open(config)) {
            Teachers.open(config).close();

            assertThat(one.answer(request(0, 0)).join()).isNotInstanceOf(Outcome.Failed.class);
        }
    }

    private static Completion completion(Outcome outcome) {
        return outcome instanceof Outcome.Answered answered
                ? answered.completion()
                : ((Outcome.Truncated) outcome).completion();
    }

    private static String text(Outcome outcome) {
        return completion(outcome).text();
    }
}
