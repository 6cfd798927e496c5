package dev.twt.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldPathTest {
    private static final String ROW = """
            {"id": 7, "question": {"stem": "Why?"}, "175b_finetuning": {"solution": "s"},
             "cot": {"generation": ["first", "second"], "empty": []}, "Body": "There are 3.", "Question": "How many?",
             "choices": [{"label": "A", "text": "x"}, {"label": "B"}],
             "body": {"choices": [{"lp": {"content": [{"p": -1}, {"p": -2}]}}, {"lp": null}]}}
            """;

    private static JsonNode row() throws Exception {
        return JsonText.parse(ROW);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "id, 7",
                "question.stem, Why?",
                "175b_finetuning.solution, s",
                "cot.generation[1], second",
                "choices[0].text, x",
                "'{Body} {Question}', There are 3. How many?",
                "'{question.stem} Because: {cot.generation[0]}', Why? Because: first"
            })
    void shouldFindAScalar(String path, String expected) throws Exception {
        assertThat(JsonText.scalar(FieldPath.of(path).value(row()))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nothing", "question.stem.deeper", "cot.generation[5]", "id[0]", "{Body} {Nothing}", "id[*]"})
    void shouldFindNothingWhereNothingStands(String path) throws Exception {
        assertThat(FieldPath.of(path).value(row()).isMissingNode()).isTrue();
        assertThat(FieldPath.of(path).values(row())).isEmpty();
    }

    @Test
    void shouldGiveOneValueAnElementOfTheFirstList() throws Exception {
        assertThat(FieldPath.of("cot.generation[*]").values(row()))
                .extracting(JsonNode::asText)
                .containsExactly("first", "second");
        assertThat(FieldPath.of("choices[*].text").values(row()))
                .as("elements without the field keep their place")
                .extracting(JsonNode::isNull)
                .containsExactly(false, true);
        assertThat(FieldPath.of("cot.empty[*]").values(row())).isEmpty();
    }

    @Test
    void shouldKeepInnerListsOfAPathWithTwoStars() throws Exception {
        assertThat(FieldPath.of("body.choices[*].lp.content[*].p").values(row()))
                .extracting(JsonNode::toString)
                .containsExactly("[-1,-2]", "null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a..b", "a[", "a[x]", "[0]", ".a", "{a..b} c"})
    void shouldRefuseWhatIsNoPath(String path) {
        assertThatThrownBy(() -> FieldPath.of(path)).isInstanceOf(IllegalArgumentException.class);
    }
}
