package dev.twt.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RationaleTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Reasoning: 3 rows of 6.\\nAnswer: 18\\nConfidence: 0.9 | 3 rows of 6.",
                "**Reasoning:** 3 rows of 6.\\n\\n**Answer:** 18\\n\\n**Confidence:** 90% | 3 rows of 6.",
                "3 rows of 6. So the answer is 18. | 3 rows of 6.",
                "3 rows of 6.\\n#### 18 | 3 rows of 6.",
                "3 rows of 6.\\n\\nThe final answer is:\\n\\n\\[\\n\\boxed{18}\\n\\] | 3 rows of 6.",
                "3 rows of 6.\\n\\n\\boxed{18} | 3 rows of 6.",
                "3 rows of 6. \\boxed{18} | 3 rows of 6.",
                "3 rows of 6. \\boxed{18} trees grow. | 3 rows of 6. 18 trees grow.",
                "3 rows of 6 are \\boxed{18} trees. | 3 rows of 6 are 18 trees.",
                "3 rows of 6.\\n### Final Answer\\n18 | 3 rows of 6.",
                "3 rows of 6. The answer is 18. I am 90% sure. | 3 rows of 6.",
                "Answer: 18 | ''",
                "<think>3 rows of 6.</think>Answer: 18 | 3 rows of 6.",
                "<think>hm</think>3 rows of 6.\\nAnswer: 18 | 3 rows of 6.",
                "3 rows of 6.\\nAnswer: 18\\n\\nQuestion: 4 rows? | 3 rows of 6.",
                "It makes 18 trees. | It makes 18 trees.",
            })
    void shouldLeaveReasoningOnly(String completion, String expected) {
        Extraction found = Tasks.named(Tasks.MATH).extract(completion.replace("\\n", "\n"), Question.of("?"));

        assertThat(found.answer()).isEqualTo("18");
        assertThat(found.rationale()).isEqualTo(expected);
    }

    @Test
    void shouldKeepParagraphs() {
        Extraction found = Tasks.named(Tasks.MATH)
                .extract("First 2.\n\nThen 3.\n\n\nIn all 2 + 3 = 5.\n\nAnswer: 5", Question.of("?"));

        assertThat(found.rationale()).isEqualTo("First 2.\n\nThen 3.\n\nIn all 2 + 3 = 5.");
    }
}
