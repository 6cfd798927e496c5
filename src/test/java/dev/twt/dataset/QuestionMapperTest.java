package dev.twt.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.dataset.QuestionRow.Option;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionMapperTest {
    private static QuestionRow map(String json, Map<String, String> fields) throws RejectedRow {
        return new QuestionMapper(fields, "math", "questions.fields").map(json);
    }

    private static QuestionRow map(String json) throws RejectedRow {
        return map(json, Map.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[\"red\", \"blue\"]                                            | A=red B=blue",
                "[{\"label\": \"1\", \"text\": \"red\"}, {\"label\": \"2\", \"text\": \"blue\"}] | 1=red 2=blue",
                "{\"x\": \"red\", \"y\": \"blue\"}                              | x=red y=blue",
                "{\"label\": [\"A\", \"B\"], \"text\": [\"red\", \"blue\"]}     | A=red B=blue",
                "[\"A)32400\", \"B) 6000\", \"C)x)y\"]                          | A=32400 B=6000 C=x)y",
                "[\"(a) red\", \"(b) blue\"]                                    | A=red B=blue",
                "[\"A) red\", \"C) blue\"]                                      | A=A) red B=C) blue",
                "[3, 4.50]                                                      | A=3 B=4.5"
            })
    void shouldReadChoicesInEveryForm(String choices, String expected) throws RejectedRow {
        QuestionRow row = map("{\"question\": \"Which?\", \"choices\": " + choices + "}");
        StringBuilder found = new StringBuilder();
        for (Option option : row.choices()) {
            found.append(option.label()).append('=').append(option.text()).append(' ');
        }
        assertThat(found.toString().strip()).isEqualTo(expected);
        assertThat(row.task()).isEqualTo("choice");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"question\": \"x\", \"choices\": [\"one\"]}                  | a single choice",
                "{\"question\": \"x\", \"choices\": \"one\"}                    | neither a list nor an object",
                "{\"question\": \"x\", \"choices\": [{\"label\": \"A\"}, {\"label\": \"B\"}]} | lacks its label or text",
                "{\"question\": \"x\", \"choices\": [{\"label\": \"A\", \"text\": \"x\"}, {\"label\": \"A\", \"text\": \"y\"}]} | two choices have the label A",
                "{\"question\": \"x\", \"task\": \"poetry\"}                    | unknown task 'poetry'",
                "{\"question\": \"x\", \"task\": \"choice\"}                    | task choice without choices",
                "{\"question\": \"  \"}                                         | no question at 'question'",
                "{\"question\": \"?!\"}                                         | neither letters nor digits",
                "{\"question\": {\"a\": 1}}                                     | no question at 'question'",
                "[1, 2]                                                         | not a JSON object",
                "{\"question\": \"x\"} {}                                       | not JSON"
            })
    void shouldSayWhyARowIsNoQuestion(String json, String reason) {
        assertThatThrownBy(() -> map(json)).isInstanceOf(RejectedRow.class).hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({"B, B", "b, B", "blue, B", "Blue, B", "(b), (b)", "green, green"})
    void shouldTakeAGoldAnswerToItsLabelOnlyWhereItIsCertain(String gold, String expected) throws RejectedRow {
        QuestionRow row = map("{\"question\": \"x\", \"choices\": [\"red\", \"blue\"], \"gold\": \"" + gold + "\"}");
        assertThat(row.gold()).isEqualTo(expected);
    }

    @Test
    void shouldNameTheTaskByWhatARowBrings() throws RejectedRow {
        assertThat(map("{\"question\": \"x\"}").task()).isEqualTo("math");
        assertThat(map("{\"question\": \"x\", \"tests\": [\"assert f()\"]}").task())
                .isEqualTo("code");
        assertThat(map("{\"question\": \"x\", \"task\": \"text\", \"choices\": [\"a\", \"b\"]}")
                        .task())
                .isEqualTo("text");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"question\": \"x\", \"code\": \"a = 1\", \"tests\": [\"assert f(a)\"]}          | a = 1;assert f(a)",
                "{\"question\": \"x\", \"code\": [\"a = 1\", \"b = 2\"], \"tests\": \"assert f()\"} | a = 1;b = 2;assert f()",
                "{\"question\": \"x\", \"code\": \"\", \"tests\": [\"assert f()\"]}                | assert f()",
                "{\"question\": \"x\", \"code\": \"a = 1\"}                                        | ``"
            })
    void shouldPutWhatRunsBeforeTheTestsInFrontOfThem(String json, String tests) throws RejectedRow {
        assertThat(String.join(";", map(json, Map.of("setup", "code")).tests())).isEqualTo(tests);
    }

    @Test
    void shouldMakeAnIdOfLettersAndDigitsOnlyWhereNoneIsGiven() throws RejectedRow {
        String id = map("{\"question\": \"How many, 3 or 4?\"}").id();
        assertThat(id)
                .hasSize(64)
                .isEqualTo(map("{\"question\": \"how  MANY 3 or 4\"}").id());
        assertThat(map("{\"question\": \"x\", \"id\": 36}").id()).isEqualTo("36");
        assertThat(map("{\"question\": \"x\", \"question_id\": \"q\"}").id()).isEqualTo("q");
        assertThat(map("{\"question\": \"x\", \"id\": \"  \"}").id()).hasSize(64);
    }

    @Test
    void shouldFollowMappedFields() throws RejectedRow {
        QuestionRow row = map(
                "{\"Body\": \"Ann has 3.\", \"Question\": \"How many?\", \"Answer\": 51.0, \"ID\": \"c1\"}",
                Map.of("question", "{Body} {Question}", "gold", "Answer", "id", "ID"));
        assertThat(row)
                .extracting(QuestionRow::id, QuestionRow::text, QuestionRow::gold)
                .containsExactly("c1", "Ann has 3. How many?", "51");
    }

    @Test
    void shouldKeepNumbersAsTheyAreRead() throws RejectedRow {
        assertThat(map("{\"question\": \"x\", \"gold\": 1e3}").gold()).isEqualTo("1000");
        assertThat(map("{\"question\": \"x\", \"gold\": 0.30000000000000004}").gold())
                .isEqualTo("0.30000000000000004");
        assertThat(map("{\"question\": \"x\", \"gold\": 1e900000000}").gold())
                .as("not written out")
                .hasSizeLessThan(30);
        assertThat(map("{\"question\": \"x\", \"gold\": true}").gold()).isEqualTo("true");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Why so?\\nAnswer Choices:\\n(a) x | Why so?",
                "Why?\\n(A) x\\n(B) y | Why?",
                "Say (a) or b | Say (a) or b"
            })
    void shouldTellTheStemFromTheOptionsBelowIt(String text, String stem) {
        assertThat(QuestionText.stem(text.replace("\\n", "\n"))).isEqualTo(stem);
    }
}
