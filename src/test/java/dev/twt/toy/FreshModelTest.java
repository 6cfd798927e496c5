package dev.twt.toy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.model.CausalLm;
import dev.twt.model.CausalLms;
import dev.twt.model.ModelSpec;
import dev.twt.model.text.ChatEncoder;
import dev.twt.model.text.ChatMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fresh model is loaded as any model from elsewhere is. */
class FreshModelTest {
    private static final Sum SUM = new Sum(List.of(new Product(17, 6), new Product(12, 9)));

    @TempDir
    Path folder;

    private CausalLm lm;

    @BeforeEach
    void write() throws IOException {
        new FreshModel(2, 32).write(folder.resolve("a"), 1);
        lm = CausalLms.load(new ModelSpec(folder.resolve("a"), "", "float32", null));
    }

    @AfterEach
    void close() {
        lm.close();
    }

    private String read(int[] ids) {
        return lm.tokenizer().decode(ids);
    }

    @Test
    void shouldWriteTheSameWeightsFromASeed() throws IOException {
        new FreshModel(2, 32).write(folder.resolve("b"), 1);
        new FreshModel(2, 32).write(folder.resolve("c"), 2);

        byte[] first = Files.readAllBytes(folder.resolve("a/model.safetensors"));
        assertThat(folder.resolve("b/model.safetensors")).hasBinaryContent(first);
        assertThat(Files.readAllBytes(folder.resolve("c/model.safetensors"))).isNotEqualTo(first);
    }

    @Test
    void shouldReadEverythingThatIsSaidWithoutAnUnknownToken() {
        ChatEncoder encoder = new ChatEncoder(lm.tokenizer(), lm.chatTemplate());
        SplittableRandom random = new SplittableRandom(1);
        for (Lesson lesson : List.of(
                Lesson.answer(SUM),
                Lesson.confidence(SUM, Lesson.answer(SUM).reply(), "0.87"),
                Lesson.rewrite(SUM, random),
                Lesson.rewrite(SUM, random),
                Lesson.rewrite(SUM, random))) {
            int[] prompt = encoder.prompt(lesson.messages(), Map.of());
            int[] answer = encoder.answer(lesson.messages(), lesson.reply(), Map.of());
            assertThat(prompt).doesNotContain(0);
            assertThat(answer).doesNotContain(0);
            assertThat(read(prompt))
                    .isEqualTo(String.join(
                            "",
                            lesson.messages().stream().map(ChatMessage::content).toList()));
            assertThat(read(answer)).isEqualTo(lesson.reply());
        }
    }

    @Test
    void shouldSpendFewTokensOnWords() {
        ChatEncoder encoder = new ChatEncoder(lm.tokenizer(), lm.chatTemplate());
        List<ChatMessage> asked =
                List.of(new ChatMessage("user", "Question: " + SUM.text() + "\nEnd with: The answer is <number>."));

        assertThat(encoder.prompt(asked, Map.of())).hasSize(10);
        // The answer is | 0 | . | end
        assertThat(encoder.answer(asked, "The answer is 0.", Map.of())).hasSize(4);
    }

    @Test
    void shouldNotKnowWhatWasNeverSaid() {
        assertThat(lm.tokenizer().encodeText("Hello 3"))
                .containsExactly(0, lm.tokenizer().encodeText("3")[0]);
    }

    /** Where a prompt's wording changes, the committed teachers no longer know it: make demo-teachers. */
    @Test
    void shouldHaveTheTokensOfTheCommittedTeachers() throws IOException {
        String tokens = Files.readString(folder.resolve("a/tokenizer.json"));
        for (String teacher : List.of("ada", "ben", "eve")) {
            assertThat(Path.of("conf/demo/teachers", teacher, "tokenizer.json"))
                    .as(teacher)
                    .hasContent(tokens);
        }
    }

    @Test
    void shouldRefuseAWidthThatHeadsDoNotFill() {
        assertThatThrownBy(() -> new FreshModel(2, 40)).isInstanceOf(dev.twt.config.UserException.class);
    }
}
