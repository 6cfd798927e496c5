package dev.twt.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChoiceTaskTest {

    private static final Question QUESTION = new Question(
            "Where does a cook keep flour?",
            List.of(
                    new Choice("A", "beach"),
                    new Choice("B", "kitchen cupboard"),
                    new Choice("C", "the Garage"),
                    new Choice("D", "cupboard"),
                    new Choice("E", "none of these")),
            List.of());

    private final Task choice = Tasks.named(Tasks.CHOICE);

    private String answer(String completion) {
        return choice.extract(completion.replace("\\n", "\n"), QUESTION).answer();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Reasoning: Flour is food.\\nAnswer: B\\nConfidence: 0.9 | B",
                "Answer: (B) | B",
                "Answer: b | B",
                "Answer: B. | B",
                "Answer: B) kitchen cupboard | B",
                "Answer: B: kitchen cupboard | B",
                "**Answer:** **B** | B",
                "**Answer: B** | B",
                "Answer: [C] | C",
                "Answer: option C | C",
                "Answer: kitchen cupboard | B",
                "Answer: Garage. | C",
                "The answer is (b) kitchen cupboard. | B",
                "So the answer is (b). | B",
                "So the answer is b. | B",
                "The answer is B because flour is food. | B",
                "The answer is B kitchen cupboard | B",
                "The answer is A beach. | A",
                "The best choice is option D. | D",
                "The correct answer is \\boxed{B}. | B",
                "\\(\\boxed{B}\\) | B",
                "\\boxed{d} | D",
                "Therefore it is \\boxed{(B) \\text{ kitchen cupboard}}. | B",
                "So \\boxed{B: kitchen cupboard} | B",
                "\\boxed{A} beach | A",
                "The answer is **kitchen cupboard**. | B",
                "The answer is \"garage\" because it is cool there. | C",
                "The answer is the kitchen cupboard, as flour must be dry. | B",
                "The option that best fits is:\\n\\n(C) | C",
                "The answer would be that it is in the garage. | C",
                "Hence the answer is Answer: (c) the Garage | C",
                "The answer is none of these. | E",
                "(B) kitchen cupboard | B",
                "B) kitchen cupboard | B",
                "Kitchen cupboard\\nThe cook keeps flour there. | B",
                "The cook keeps flour in the garage. | C",
                "Flour is food.\\nBased on this, (B) fits best. | B",
                "Both (B) and (D) could be. However, we can choose one, so let's go with (D) cupboard. | D",
                "<think>(A)? The answer is A.</think>The answer is (B). | B",
                "The answer is (B), not (C). | B",
            })
    void shouldReadChoice(String completion, String expected) {
        assertThat(answer(completion)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The answer is (B) or (C).",
                "The answer is either (d) cupboard or (e) none of these.",
                "Hence the answer is choice (d) cupboard or choice (c) the garage.",
                "The answer is \\boxed{A, B, C}.",
                "The answer is \\boxed{(A, B)}.",
                "The answer is \\boxed{(B) kitchen cupboard} and \\boxed{(D) cupboard}.",
                "Answer: B and C",
                "Answer: (F)",
                "The answer is a place where food is dry.",
                "The answer is I think unclear.",
                "There is no single correct answer here; it might be (B).",
                "It could be the beach or the garage.",
                "Which of these is a cupboard?",
                "",
            })
    void shouldRefuseWhatIsNotOneChoice(String completion) {
        assertThat(answer(completion)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The answer is (A). No, flour must be dry: the answer is (B). | B",
                "The answer is (B).\\n\\nQ: Where is sand?\\nAnswer Choices:\\n(a) beach\\nA: So the answer is (a). | B",
                "Option (A) is wrong, as it is a beach. The answer is (D). | D",
                "The answer is (D). Option A is a beach, which is wet. | D",
            })
    void shouldTakeLastStatement(String completion, String expected) {
        assertThat(answer(completion)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "b | B",
                "(B) | B",
                "B. | B",
                "kitchen cupboard | B",
                "the garage | C",
                "Garage | C",
                "F | ''",
                "attic | ''"
            })
    void shouldBringGivenAnswerToLabel(String given, String expected) {
        assertThat(choice.canonical(given, QUESTION)).isEqualTo(expected);
    }

    @Test
    void shouldKeepLabelsAsQuestionSpellsThem() {
        Question numbered = new Question(
                "?", List.of(new Choice("1", "iron"), new Choice("2", "wood"), new Choice("3", "ice")), List.of());

        assertThat(choice.extract("The answer is (2).", numbered).answer()).isEqualTo("2");
        assertThat(choice.extract("Answer: ice", numbered).answer()).isEqualTo("3");
    }

    @Test
    void shouldTellChoicesApartThatDifferInCaseOnly() {
        Question alleles = new Question("?", List.of(new Choice("A", "Rr"), new Choice("B", "RR")), List.of());

        assertThat(choice.canonical("RR", alleles)).isEqualTo("B");
        assertThat(choice.canonical("rr", alleles)).isEmpty();
    }

    @Test
    void shouldReadFormulasAmongChoices() {
        Question formulas = new Question("?", List.of(new Choice("A", "H_{2}O"), new Choice("B", "CO_{2}")), List.of());

        assertThat(choice.extract("The answer is CO_{2}.", formulas).answer()).isEqualTo("B");
    }

    @Test
    void shouldMapYesAndNoToTheirChoices() {
        Question claim = new Question("?", List.of(new Choice("A", "True"), new Choice("B", "False")), List.of());

        assertThat(choice.extract("No, it is not.", claim).answer()).isEqualTo("B");
        assertThat(choice.extract("Answer: Yes", claim).answer()).isEqualTo("A");
    }

    @Test
    void shouldReadLettersWhereNoChoicesAreListed() {
        assertThat(choice.extract("The answer is (D).", Question.of("?")).answer())
                .isEqualTo("D");
    }
}
