package dev.twt.report.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.report.MadeReport;
import dev.twt.report.figures.PipelineCount;
import dev.twt.report.figures.ReportFigures;
import dev.twt.report.figures.StudentFigures;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class PicturesTest {
    private final Pictures pictures = new Pictures();
    private final ReportFigures figures = MadeReport.full();

    private List<String> all() {
        return Stream.of(
                        pictures.pipeline(figures.pipeline()),
                        pictures.front(figures.evaluation().answerers(), true),
                        pictures.front(figures.evaluation().answerers(), false),
                        pictures.histogram(figures.selection().scores().get(0), "Quality"),
                        pictures.curve(figures.students().get(0)),
                        pictures.sweep(figures.sweeps().get(0)))
                .map(picture -> picture.orElseThrow())
                .toList();
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void shouldBeNamedForThoseWhoDoNotSeeThem() throws Exception {
        for (String picture : all()) {
            Element root = parsed(picture).getDocumentElement();
            String[] names = root.getAttribute("aria-labelledby").split(" ");
            assertThat(root.getAttribute("role")).isEqualTo("img");
            assertThat(root.getAttribute("viewBox")).startsWith("0 0 ");
            for (String name : List.of("title", "desc")) {
                Element element = (Element) root.getElementsByTagName(name).item(0);
                assertThat(names).contains(element.getAttribute("id"));
                assertThat(element.getTextContent()).isNotBlank();
            }
        }
    }

    @Test
    void shouldLeaveColoursToThePage() {
        assertThat(all())
                .allSatisfy(picture -> assertThat(picture)
                        .doesNotContain("rgb(")
                        .doesNotContain("font-family")
                        .doesNotContain("<image")
                        .containsPattern("class=\"[^\"]*f-accent"));
    }

    @Test
    void shouldHaveTextsOfThePageAndTheNumbersInWords() throws Exception {
        String front = pictures.front(figures.evaluation().answerers(), true).orElseThrow();

        assertThat(front)
                .contains(">compressed-1</text>")
                .contains(">tokens an answer, mean</text>")
                .contains("ada: 97.2% right with 28 tokens");
        assertThat(pictures.pipeline(figures.pipeline()).orElseThrow())
                .contains("kept: 2,802")
                .contains(">not yet</text>");
        assertThat(pictures.curve(figures.students().get(0)).orElseThrow())
                .contains("full: 240 steps")
                .contains(">free</text>");
    }

    @Test
    void shouldEscapeNames() throws Exception {
        String picture = pictures.pipeline(List.of(new PipelineCount("select", "</text><script>\"&", 1L, "")))
                .orElseThrow();

        assertThat(parsed(picture).getElementsByTagName("script").getLength()).isZero();
        assertThat(picture).contains("&lt;script&gt;");
    }

    @Test
    void shouldBeSmallHoweverLongTheTraining() {
        List<StudentFigures.Point> curve = IntStream.rangeClosed(1, 240)
                .mapToObj(i -> new StudentFigures.Point(1000L * i, 3.0 / i, null))
                .toList();
        StudentFigures.Stage stage =
                new StudentFigures.Stage("full", 1, true, 1L, 0L, 1L, 240_000L, 0.01, null, 0, curve);
        String picture =
                pictures.curve(new StudentFigures("s", List.of(stage, stage))).orElseThrow();

        assertThat(picture.length()).isLessThan(60_000);
    }

    @Test
    void shouldGiveNoneWhereThereIsNothingToDraw() {
        assertThat(pictures.front(List.of(), true)).isEmpty();
    }
}
