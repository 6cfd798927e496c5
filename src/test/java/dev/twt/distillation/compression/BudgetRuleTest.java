package dev.twt.distillation.compression;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BudgetRuleTest {
    private static final BudgetRule RULE = new BudgetRule(0.7, 16);

    @Test
    void shouldLeaveLessWhereTheStudentIsRightByItself() {
        assertThat(RULE.tokens(0.5, 200, false)).isEqualTo(100);
        assertThat(RULE.tokens(0.5, 200, null)).isEqualTo(100);
        assertThat(RULE.tokens(0.5, 200, true)).isEqualTo(70);
    }

    @Test
    void shouldNotGoBelowTheLeastNorUpToTheOriginal() {
        assertThat(RULE.tokens(0.5, 20, true)).isEqualTo(16);
        assertThat(RULE.tokens(0.99, 40, false)).isEqualTo(39);
    }

    @Test
    void shouldCountTokensByTheRationalesPartOfTheAnswer() {
        assertThat(RationaleTokens.of("x".repeat(60), 25, 100)).isEqualTo(15);
        assertThat(RationaleTokens.of("x".repeat(60), null, 100)).isEqualTo(15);
        assertThat(RationaleTokens.of("x".repeat(60), 0, 100)).isEqualTo(15);
        assertThat(RationaleTokens.of("x", 25, 100)).isEqualTo(1);
        assertThat(RationaleTokens.of("", 25, 100)).isZero();
    }

    @Test
    void shouldSayTheBudgetInWordsOfThatRationale() {
        assertThat(RationaleTokens.words("one two three four five six seven eight nine ten ".repeat(2), 40, 20))
                .isEqualTo(10);
        assertThat(RationaleTokens.words("one", 40, 20)).isEqualTo(5);
        assertThat(RationaleTokens.characters("x".repeat(100), 40, 20)).isEqualTo(50);
    }
}
