package dev.twt.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MathTaskTest {

    private static final Question QUESTION = Question.of("How many?");

    private final Task math = Tasks.named(Tasks.MATH);

    private String answer(String completion) {
        return math.extract(completion.replace("\\n", "\n"), QUESTION).answer();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Reasoning: 3 crates of 6.\\nAnswer: 18\\nConfidence: 0.9 | 18",
                "**Answer:** 18 | 18",
                "**Answer**: 18 apples | 18",
                "Final answer: $1,250.50 | 1250.5",
                "### Final Answer\\n\\n42 | 42",
                "Answer:\\n\\n42 | 42",
                "Answer (number only): 42 | 42",
                "So the answer is 7. | 7",
                "Thus, the final answer is: **7**. | 7",
                "The correct answer to the question of how many seats are left is 31. | 31",
                "The answer would be around 12 hours. | 12",
                "4 * 5 = 20\\n#### 20 | 20",
                "A: 10 | 10",
                "She pays \\(\\boxed{12.00}\\). | 12",
                "\\[\\n\\boxed{1{,}250}\\n\\] | 1250",
                "The total is \\boxed{\\$600}. | 600",
                "Hence \\boxed{40 \\text{ hours}}. | 40",
                "Hence \\boxed{5\\,\\text{kg}}. | 5",
                "$\\boxed{18}$ | 18",
                "x is \\boxed{\\frac{3}{4}} | 0.75",
                "x is \\boxed{\\dfrac{2}{3}} | 2/3",
                "x is \\boxed{1\\frac{1}{2}} | 1.5",
                "x is \\boxed{-\\frac{1}{4}} | -0.25",
                "So \\boxed{x = 9} | 9",
                "So \\boxed{\\text{Total} = 9} | 9",
                "Total: \\boxed{20 + 15 = 35} | 35",
                "The answer is (48 - 29). | 19",
                "The answer is 16 - 5 = 11. | 11",
                "The answer is 3 * (4 + 2). | 18",
                "The answer is 20% of 50 = 10. | 10",
            })
    void shouldReadStatedAnswer(String completion, String expected) {
        assertThat(answer(completion)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,234 | 1234",
                "1,234,567 | 1234567",
                "12,34,567 | 1234567",
                "1.234.567 | 1234567",
                "1.234,50 | 1234.5",
                "1.234 | 1.234",
                ".25 | 0.25",
                "$.25 | 0.25",
                "18.00 | 18",
                "-7 | -7",
                "−7 | -7",
                "-$85 | -85",
                "$-85 | -85",
                "minus 4 | -4",
                "negative 4 degrees | -4",
                "€45 | 45",
                "50% | 50",
                "12.5\\% | 12.5",
                "3/4 | 0.75",
                "2/6 | 1/3",
                "5/8 of the cake | 0.625",
                "1 1/2 cups | 1.5",
                "2½ | 2.5",
                "⅔ | 2/3",
                "1.5e3 | 1500",
                "3 x 10^5 | 300000",
                "3 \\times 10^{-2} | 0.03",
                "2.5 million dollars | 2500000",
                "twelve | 12",
                "twenty-one days | 21",
                "one hundred and five | 105",
                "two thousand three hundred | 2300",
                "two thirds of it | 2/3",
                "90mph | 90",
                "18 each day for 7 days | 18",
                "2^5 | 32",
                "$41,500/year | 41500",
                "about 33.33 | 33.33",
            })
    void shouldBringNumberToCanonicalForm(String written, String expected) {
        assertThat(answer("Some steps.\nAnswer: " + written)).isEqualTo(expected);
        assertThat(math.canonical(written, QUESTION)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Answer: 10-12",
                "Answer: 10 to 12",
                "Answer: 5 or 6 boxes",
                "Answer: between 5 and 6",
                "Answer: 3 hours and 15 minutes",
                "Answer: 30 forks and 12 knives",
                "The answer is \\boxed{14, 9}.",
                "He has \\boxed{14} ducks and \\boxed{9} hens.",
                "The answer is \\boxed{6 + 2x}.",
                "The answer is \\boxed{2\\sqrt{3}}.",
                "The answer is \\boxed{2:30 \\text{ pm}}.",
                "The answer is \\boxed{1.\\overline{6}}.",
                "The answer is \\boxed{$7 250}.",
                "Answer: N/A",
                "Answer: 5/0",
                "Answer: 1/2/2024",
                "Answer: 1,23",
                "Answer:\nConfidence: 0.9",
                "We cannot determine the answer from this.",
                "",
                "   ",
            })
    void shouldRefuseWhatIsNotOneNumber(String completion) {
        assertThat(answer(completion)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Therefore, the farm sells 18 eggs a day. | 18",
                "So 3 + 4 = 7 hens.\\nTherefore, Ida has 7 hens. | 7",
                "It earns $15 * 30 = $<<15*30=450>>450 a month. | 450",
                "The bill comes to $<<350>>. | 350",
                "The time is up, so the value of x is 12. | 12",
                "There are now 22 guests (9 at first + 13 more). | 22",
                "5 * 3 = 15 So the hay lasts 15 days | 15",
            })
    void shouldFallBackToConclusion(String completion, String expected) {
        assertThat(answer(completion)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "There are 5 ducks and 2 swans on the pond.",
                "How many of the 12 were left?",
                "It lacks 3y - 2 bags.",
                "Ira kept 2/5 * x plums.",
                "So x = (T - 6)/5.",
            })
    void shouldNotGuessWithoutConclusion(String completion) {
        assertThat(answer(completion)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The answer is 5. Wait, one is missing. The answer is 6. | 6",
                "Answer: 5\\nConfidence: 0.5\\nAnswer: 6\\nConfidence: 0.9 | 6",
                "First \\boxed{3}. Doubled, \\boxed{6}. | 6",
                "The answer is 9.\\n\\nQ: A man has 3 dogs.\\nA: The answer is 3. | 9",
                "The answer is 9.\\nQuestion:\\nI have 4 cats. The answer is 4. | 9",
                "Answer: 9\\nConfidence: 1\\n\\nReasoning: next\\nAnswer: 4\\nConfidence: 1 | 9",
                "The answer is 9.</s>\\nThe answer is 4. | 9",
                "<think>Maybe the answer is 4. No.</think>\\nThe answer is 9. | 9",
                "The answer is 4.</think>The answer is 9. | 9",
                "Sure, here it is:\\n\\n**Question:** How many?\\n**Answer:** 9 | 9",
                "Answer: let us see. There are 4 rows.\\nEach has 2.\\nThe answer is 8. | 8",
            })
    void shouldTakeLastFinalStatementOfFirstReply(String completion, String expected) {
        assertThat(answer(completion)).isEqualTo(expected);
    }

    @Test
    void shouldNotTakeAnswerOutOfUnfinishedThought() {
        Extraction found = math.extract("<think>The answer is 4, or", QUESTION);

        assertThat(found.answered()).isFalse();
        assertThat(found.rationale()).isEqualTo("The answer is 4, or");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1/3 | 0.33 | true",
                "2/3 | 0.6667 | true",
                "3.1416 | 3.14 | true",
                "0.5 | 1/2 | true",
                "18 | 18.0 | true",
                "1,000 | 1000 | true",
                "12.5 | 12.49 | false",
                "19.99 | 19.994 | false",
                "1/3 | 0.3 | false",
                "50% | 0.5 | false",
                "5 | 6 | false",
                "5 | none | false",
                "n/a | n/a | true",
            })
    void shouldCompareByValue(String left, String right, boolean same) {
        assertThat(math.equivalent(left, right, QUESTION)).isEqualTo(same);
        assertThat(math.equivalent(right, left, QUESTION)).isEqualTo(same);
    }

    @Test
    void shouldFindGoldAnswerOfWrittenSolution() {
        assertThat(math.canonical("He buys 2 * 36 = <<2*36=72>>72 pens.\n#### 72", QUESTION))
                .isEqualTo("72");
        assertThat(math.canonical("( ( 20.0 + 31.0 ) - 15.0 )", QUESTION)).isEqualTo("36");
        assertThat(math.canonical(null, QUESTION)).isEmpty();
    }
}
