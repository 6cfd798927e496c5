package dev.twt.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.report.MadeReport;
import org.junit.jupiter.api.Test;

class ComparisonPageTest {
    @Test
    void shouldSetWhatTwoWroteSideBySide() {
        String page = ComparisonPage.html(MadeReport.comparison("3+4=7. 7*7=9.", "What is the last digit?"));

        assertThat(page)
                .contains("free is right in 93.0% of 500 questions with 3.0 tokens an answer, ada in 97.2%")
                .contains(
                        "Difference \u22124.2 points (95% \u22127.0 to \u22121.4; McNemar p &#x3D; 0.0025): ada is better.")
                .contains("<span class=\"outcome\">ada alone is right</span>")
                .contains("<div class=\"said\" dir=\"auto\">3+4&#x3D;7. 7*7&#x3D;9.</div>")
                .contains("Answer: <bdi class=\"given\">none found</bdi>")
                .contains("<svg")
                .doesNotContain("{{");
    }

    @Test
    void shouldEscapeWhoeverWroteIt() {
        String page = ComparisonPage.html(MadeReport.comparison("<script>alert(1)</script>", "</style><img src=x>"));

        assertThat(page).doesNotContain("<script").doesNotContain("<img").contains("&lt;script&gt;alert(1)");
    }

    @Test
    void shouldCutLongTextsAndSayWhereTheyAre() {
        String page = ComparisonPage.html(MadeReport.comparison("x".repeat(10_000), "y"));

        assertThat(page).contains("cut here: 8,500 more characters; the workspace has them all");
    }
}
