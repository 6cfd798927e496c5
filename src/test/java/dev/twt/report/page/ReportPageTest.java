package dev.twt.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.report.MadeReport;
import dev.twt.report.figures.ReportFigures;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportPageTest {
    private static final int LARGEST = 3_000_000;

    private static List<String> found(String pattern, String page) {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(match -> match.group(match.groupCount()))
                .toList();
    }

    @Test
    void shouldTellEverything() {
        String page = ReportPage.html(MadeReport.full());

        assertThat(page)
                .contains("The student compressed-1 is right in 100.0% of 500 questions.")
                .contains("best teacher 28, 43% fewer")
                .contains("quality is not above the threshold")
                .contains("mean of stated confidence and agreement above 0.6")
                .contains("3+4&#x3D;7. 7*7&#x3D;9. 9+5&#x3D;4.")
                .contains("ben, sample 2, round 3")
                .contains("3 further answers are not shown.")
                .contains("(redacted)")
                .contains("export has not run")
                .doesNotContain("{{");
    }

    @Test
    void shouldNotCallFreeWhatHasNoPrice() {
        assertThat(ReportPage.html(MadeReport.full())).contains("$0.41").doesNotContain("$0.00");
    }

    @Test
    void shouldSayWhatIsNotThereYet() {
        String page = ReportPage.html(MadeReport.empty());

        assertThat(page)
                .contains("Nothing has come out yet.")
                .contains("no step has written questions/ yet")
                .contains("1 line is no step of a training")
                .contains("not yet");
        assertThat(found("<section[^>]* id=\"([a-z]+)\"", page)).containsExactly("run", "missing", "lineage");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "</style><script>alert(1)</script>",
                "\" onmouseover=\"alert(1)",
                "' onload='alert(1)",
                "<img src=x onerror=alert(1)>",
                "</svg><svg onload=alert(1)>",
                "{{css}} {{{css}}}",
                "]]><!--",
                "&lt;script&gt;"
            })
    void shouldEscapeWhoeverWroteIt(String hostile) {
        ReportFigures made = MadeReport.with(hostile, hostile);
        String page = ReportPage.html(made);

        assertThat(page).doesNotContain("<script").doesNotContain("alert(1)>").doesNotContain("=alert");
        assertThat(page).doesNotContain("onmouseover=\"").doesNotContain("onload='");
        assertThat(found("<(script|img|iframe|object|embed|form|input|!--)", page))
                .isEmpty();
        assertThat(found("<style>(.*?)</style>", page)).hasSize(1);
        String plain = hostile.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;")
                .replace("=", "&#x3D;")
                .replace("`", "&#x60;");
        assertThat(page).contains("<div class=\"said\" dir=\"auto\">" + plain + "</div>");
    }

    @Test
    void shouldCutLongTextsAndSaySo() {
        String page = ReportPage.html(MadeReport.with("x".repeat(1_000_000), "<".repeat(1_000_000)));

        assertThat(page).contains("cut here: 998,500 more characters; report.json has them all");
        assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(LARGEST);
    }

    @Test
    void shouldIsolateTextsOfAnotherDirection() {
        String page = ReportPage.html(MadeReport.with("\u202Eabc", "\u2067abc"));

        assertThat(page)
                .contains("<div class=\"said\" dir=\"auto\">\u202Eabc</div>")
                .contains("<bdi>\u2067abc</bdi>");
    }

    @Test
    void shouldHoldNoSignThatAPageMayNotHold() {
        String page = ReportPage.html(MadeReport.with("a\u0000b\uD800c\uFFFFd", "\u001B[31m"));

        assertThat(page).contains("a\u2400b\uFFFDc\uFFFDd").contains("\u241B[31m");
        assertThat(page.codePoints()).noneMatch(c -> c < ' ' && c != '\n' && c != '\t' || c == 0xFFFF);
        assertThat(new String(page.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(page);
    }

    @Test
    void shouldAskNobodyForAnything() {
        String page = ReportPage.html(MadeReport.full());

        assertThat(found("(?:src|href|action|data|srcset|poster)=\"([^\"]*)\"", page))
                .allMatch(link -> link.startsWith("#") || link.equals("data:,"));
        assertThat(page).doesNotContain("@import").doesNotContain("<script");
        assertThat(found("url\\(([^)]*)\\)", page)).allMatch(link -> link.startsWith("#"));
        assertThat(page).contains("default-src 'none'");
    }

    @Test
    void shouldHaveHeadingsInOrderAndTablesWithNames() {
        String page = ReportPage.html(MadeReport.full());
        int before = 0;
        Matcher headings = Pattern.compile("<h([1-6])").matcher(page);
        while (headings.find()) {
            int level = Integer.parseInt(headings.group(1));
            assertThat(level).isLessThanOrEqualTo(before + 1);
            before = level;
        }
        assertThat(found("<(h1)", page)).hasSize(1);
        int tables = found("<(table)", page).size();
        assertThat(tables).isGreaterThan(10);
        assertThat(found("<caption>([^<]+)</caption>", page)).hasSize(tables);
        assertThat(found("<th( scope=\"(?:col|row)\")", page)).hasSameSizeAs(found("<(th)[ >]", page));
        assertThat(found("<(main|header|footer|nav) ", page)).containsExactly("header", "nav", "main", "footer");
        List<String> ids = found(" id=\"([^\"]+)\"", page);
        assertThat(ids).doesNotHaveDuplicates();
        found(" (?:aria-labelledby)=\"([^\"]+)\"", page)
                .forEach(named -> assertThat(ids).contains(named.split(" ")));
        assertThat(found("href=\"#([^\"]+)\"", page)).allMatch(ids::contains);
    }
}
