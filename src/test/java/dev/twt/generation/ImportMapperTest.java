package dev.twt.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.config.DataFormat;
import dev.twt.config.ImportSource;
import dev.twt.config.UserException;
import dev.twt.dataset.RejectedRow;
import dev.twt.task.Choice;
import dev.twt.task.Question;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportMapperTest {
    private static ImportSource source(Map<String, String> fields) {
        return new ImportSource("x", DataFormat.JSONL, "t", "", fields, "id", "\n\nQ:", "");
    }

    private static List<ImportedAnswer> map(String json, Map<String, String> fields) throws RejectedRow {
        return new ImportMapper(source(fields)).map(json);
    }

    @Test
    void shouldAlignStarredFieldsAndShareTheOthers() throws RejectedRow {
        List<ImportedAnswer> answers = map(
                "{\"id\": 5, \"out\": [\"a\", \"b\"], \"pred\": [\"1\", null], \"n\": 7}",
                Map.of("question_id", "id", "text", "out[*]", "answer", "pred[*]", "prompt_tokens", "n"));
        assertThat(answers).extracting(ImportedAnswer::index).containsExactly(0, 1);
        assertThat(answers).extracting(ImportedAnswer::text).containsExactly("a", "b");
        assertThat(answers).extracting(ImportedAnswer::answer).containsExactly("1", null);
        assertThat(answers).extracting(ImportedAnswer::questionId).containsExactly("5", "5");
        assertThat(answers).extracting(ImportedAnswer::promptTokens).containsExactly(7, 7);
    }

    @Test
    void shouldNotTakeAnUnmappedAnswerFieldForTheTeachersAnswer() throws RejectedRow {
        ImportedAnswer answer =
                map("{\"text\": \"so 4\", \"answer\": \"5\"}", Map.of()).get(0);
        assertThat(answer.answer()).isNull();
        assertThat(answer.text()).isEqualTo("so 4");
    }

    @Test
    void shouldTakeTheRationaleForTheTextWhereNoTextIsMapped() throws RejectedRow {
        assertThat(map("{\"why\": \"so\"}", Map.of("rationale", "why")).get(0).text())
                .isEqualTo("so");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"text\": [\"a\"]}                               | a list at 'text': write text[*]",
                "{\"text\": \"\\n\\nQ: next\"}                     | nothing stands before cut-at",
                "{\"text\": \"a\", \"confidence\": 95}             | stated_confidence 95",
                "{\"text\": \"a\", \"confidence\": \"high\"}       | stated_confidence high",
                "{\"text\": \"a\", \"n\": 1.5}                     | prompt_tokens 1.5",
                "{\"text\": \"a\", \"lp\": [0.5]}                  | no log-probability",
                "{\"text\": \"a\", \"lp\": \"x\"}                  | no list of numbers",
                "{\"text\": \"  \"}                                | no text at 'text'",
                "nonsense                                          | not JSON",
                "{\"text\": \"a\", \"tt\": [1]} | token_texts holds 1",
                "{\"text\": \"a\", \"tt\": \"a\"} | token_texts is no list",
            })
    void shouldSayWhyARowCannotBeUsed(String json, String reason) {
        Map<String, String> fields = Map.of(
                "stated_confidence", "confidence", "prompt_tokens", "n", "token_logprobs", "lp", "token_texts", "tt");
        assertThatThrownBy(() -> map(json, fields))
                .isInstanceOf(RejectedRow.class)
                .hasMessageContaining(reason);
    }

    @Test
    void shouldRefuseAPathThatIsNone() {
        assertThatThrownBy(() -> new ImportMapper(source(Map.of("text", "a["))))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("fields.text");
    }

    @Test
    void shouldMakeOneIdentityOfTheSameAnswer() {
        String id = ImportJudge.requestId("t", null, "q", 0, "text");
        assertThat(id).hasSize(64).isEqualTo(ImportJudge.requestId("t", "", "q", 0, "text"));
        assertThat(List.of(
                        ImportJudge.requestId("u", null, "q", 0, "text"),
                        ImportJudge.requestId("t", "m", "q", 0, "text"),
                        ImportJudge.requestId("t", null, "q", 1, "text"),
                        ImportJudge.requestId("t", null, "q", 0, "other")))
                .doesNotHaveDuplicates()
                .doesNotContain(id);
    }

    @Test
    void shouldKnowAQuestionByIdByTextAndByTextWithItsOptions() {
        Question question =
                new Question("Why so?", List.of(new Choice("A", "Because!"), new Choice("B", "It is")), List.of());
        assertThat(QuestionKeys.keys("q1", question))
                .containsExactly("id:q1", "text:whyso", "text:whysoanswerchoicesabecausebitis");
    }
}
