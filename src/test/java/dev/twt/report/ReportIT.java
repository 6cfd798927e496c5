package dev.twt.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twt.report.page.ComparisonPage;
import dev.twt.report.page.ReportPage;
import dev.twt.testing.Browser;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page in a real browser, opened from a file, with no network. */
@Timeout(300)
class ReportIT {
    private static final String HOSTILE = "<script>document.title='owned';fetch('http://example.com/x')</script>"
            + "<img src=http://example.com/y onerror=\"document.title='owned'\"></style></svg>\u202Eesrever\u0000";

    /** Contrast of two colours by WCAG 2.2, and of every text with what is behind it. */
    private static final String CONTRAST = """
            (() => {
              const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
              const rgba = colour => {
                canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
                return [...canvas.getImageData(0, 0, 1, 1).data];
              };
              const light = c => [0.2126, 0.7152, 0.0722].reduce((sum, w, i) => {
                const v = c[i] / 255;
                return sum + w * (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
              }, 0);
              const behind = element => {
                const layers = [];
                for (let e = element; e; e = e.parentElement) {
                  const c = rgba(getComputedStyle(e).backgroundColor);
                  if (c[3] > 0) { layers.push(c); if (c[3] === 255) break; }
                }
                return layers.reverse().reduce((below, c) => below.map((b, i) => b + (c[i] - b) * c[3] / 255),
                    [255, 255, 255]);
              };
              const low = [];
              let seen = 0;
              const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const element = node.parentElement;
                if (!node.data.trim() || ['TITLE', 'DESC', 'title', 'desc'].includes(element.tagName)) continue;
                if (element.closest('.skip') || !element.checkVisibility()) continue;
                const style = getComputedStyle(element);
                const front = rgba(element.closest('svg') ? style.fill : style.color);
                const [a, b] = [light(front), light(behind(element))].sort((x, y) => y - x);
                seen++;
                if ((a + 0.05) / (b + 0.05) < 4.5) low.push(node.data.trim().slice(0, 40));
              }
              return {seen, low};
            })()""";

    /** What stands out of the page to the right, but for what scrolls by itself. */
    private static final String OVERFLOW = """
            [...document.body.querySelectorAll('*')]
              .filter(e => !e.closest('.skip') && !(e.parentElement && e.parentElement.closest('.scroll, pre')))
              .filter(e => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 0.5)
              .map(e => e.tagName + '.' + e.getAttribute('class') + ' ' + e.textContent.trim().slice(0, 30))""";

    @TempDir
    static Path folder;

    private static Browser browser;
    private static URI full;
    private static URI hostile;
    private static URI empty;
    private static URI comparison;

    @BeforeAll
    static void start() throws Exception {
        browser = Browser.start(folder);
        full = page("full.html", ReportPage.html(MadeReport.full()));
        hostile = page("hostile.html", ReportPage.html(MadeReport.with(HOSTILE + "x".repeat(1_000_000), HOSTILE)));
        comparison =
                page("compare.html", ComparisonPage.html(MadeReport.comparison(HOSTILE + "x".repeat(10_000), HOSTILE)));
        empty = page("empty.html", ReportPage.html(MadeReport.empty()));
    }

    private static URI page(String name, String html) throws IOException {
        return Files.writeString(folder.resolve(name), html).toUri();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"400, light", "400, dark", "1400, light", "1400, dark"})
    void shouldBeReadableAtEveryWidthInBothThemes(int width, String theme) throws Exception {
        for (URI page : new URI[] {full, empty, hostile, comparison}) {
            browser.open(page, width, theme);
            String where = page + " " + width + " " + theme;

            assertQuiet(where);
            assertThat(browser.value("document.documentElement.scrollWidth").asInt())
                    .as(where)
                    .isLessThanOrEqualTo(width);
            assertThat(browser.value(OVERFLOW)).as(where).isEmpty();
            JsonNode contrast = browser.value(CONTRAST);
            assertThat(contrast.path("low")).as(where).isEmpty();
            assertThat(contrast.path("seen").asInt()).isGreaterThan(40);
            assertThat(browser.value("getComputedStyle(document.body).backgroundColor")
                            .asText())
                    .isEqualTo(theme.equals("light") ? "rgb(255, 255, 255)" : "rgb(20, 23, 26)");
        }
    }

    /** No word on the console, and nothing but the page itself was asked for. */
    private static void assertQuiet(String where) {
        assertThat(browser.events("Runtime.consoleAPICalled")).as(where).isEmpty();
        assertThat(browser.events("Runtime.exceptionThrown")).as(where).isEmpty();
        assertThat(browser.events("Log.entryAdded")).as(where).isEmpty();
        assertThat(browser.events("Network.requestWillBeSent"))
                .as(where)
                .extracting(request -> request.at("/request/url").asText())
                .allMatch(url -> url.startsWith("file:") || url.equals("data:,"));
    }

    @Test
    void shouldShowHostileTextsAsTexts() throws Exception {
        browser.open(hostile, 1400, "light");

        assertThat(browser.value("document.title").asText()).doesNotContain("owned");
        assertThat(browser.value("document.scripts.length + document.images.length")
                        .asInt())
                .isZero();
        assertThat(browser.value("document.querySelector('.said').textContent").asText())
                .startsWith("<script>document.title='owned'")
                .contains("\u2400");
        assertThat(browser.value("document.querySelectorAll('.cut').length").asInt())
                .isPositive();
        // What a text turns round stays within it: the word behind it stands to its right.
        assertThat(browser.value("getComputedStyle(document.querySelector('.said')).unicodeBidi")
                        .asText())
                .isEqualTo("isolate");
        assertThat(browser.value("document.styleSheets.length").asInt()).isEqualTo(1);
    }

    @Test
    void shouldBeKnownToScreenReaders() throws Exception {
        browser.open(full, 1400, "light");
        browser.call("Accessibility.enable", Map.of());
        JsonNode nodes = browser.call("Accessibility.getFullAXTree", Map.of()).path("nodes");
        java.util.Map<String, Integer> roles = new java.util.TreeMap<>();
        for (JsonNode node : nodes) {
            if (!node.path("ignored").asBoolean()) {
                String role = node.at("/role/value").asText();
                roles.merge(role, 1, Integer::sum);
                if (role.equals("image") || role.equals("table") || role.equals("region")) {
                    assertThat(node.at("/name/value").asText()).as(role).isNotBlank();
                }
            }
        }
        assertThat(roles).containsKeys("banner", "main", "navigation", "contentinfo", "heading", "image", "table");
        assertThat(roles.get("image")).isEqualTo(9);
        assertThat(roles.get("columnheader")).isGreaterThan(20);
        assertThat(roles.get("rowheader")).isGreaterThan(20);
    }

    @Test
    void shouldPrint() throws Exception {
        browser.open(full, 1400, "dark");
        byte[] pdf = Base64.getDecoder()
                .decode(browser.call("Page.printToPDF", Map.of("printBackground", false))
                        .path("data")
                        .asText());

        assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        assertThat(pdf.length).isGreaterThan(20_000);
        browser.call("Emulation.setEmulatedMedia", Map.of("media", "print"));
        assertThat(browser.value("getComputedStyle(document.body).color").asText())
                .isEqualTo("rgb(0, 0, 0)");
        assertThat(browser.value("getComputedStyle(document.querySelector('nav')).display")
                        .asText())
                .isEqualTo("none");
        browser.call("Emulation.setEmulatedMedia", Map.of("media", ""));
    }
}
