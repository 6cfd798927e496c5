package dev.twt.report.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.report.figures.Lineage;
import dev.twt.report.figures.ReportFigures;
import dev.twt.report.picture.Pictures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The report as one page, see {@link PageTemplate}. */
public final class ReportPage {
    private static final int LONGEST_CONFIG = 60_000;

    private ReportPage() {}

    /** The whole page. */
    public static String html(ReportFigures figures) {
        return PageTemplate.filled("page", view(figures));
    }

    private static Map<String, Object> view(ReportFigures figures) {
        Pictures pictures = new Pictures();
        Map<String, Object> view = new HashMap<>();
        view.put("name", PageTemplate.name(figures.workspace()));
        view.put("workspace", figures.workspace());
        view.put("day", PageTemplate.day(figures.createdAt()));
        view.put("createdAt", figures.createdAt());
        view.put("headline", figures.headline().text());
        view.put("detail", figures.headline().detail());
        view.put("keyFigures", KeyFigures.of(figures));
        view.put("anyMissing", !figures.missing().isEmpty());
        view.put("missing", figures.missing());
        view.put("anyProblem", !figures.problems().isEmpty());
        view.put("problems", figures.problems());
        view.put("sections", sections(figures, pictures));
        view.put("anySample", !figures.samples().isEmpty());
        view.put("samples", SampleViews.of(figures.samples()));
        view.put("lineage", lineage(figures.lineage()));
        view.put("config", PageText.begin(pretty(figures.lineage().config()), LONGEST_CONFIG));
        return view;
    }

    private static List<Section> sections(ReportFigures figures, Pictures pictures) {
        RunSections run = new RunSections(figures, pictures);
        List<Section> sections = new ArrayList<>();
        if (figures.evaluation() != null) {
            sections.add(new EvaluationSection(figures.evaluation(), pictures).section());
        }
        sections.add(run.pipeline());
        sections.add(run.spending());
        if (figures.selection() != null) {
            sections.add(new SelectionSection(figures.selection(), figures.sweeps(), pictures).section());
        }
        sections.add(run.training());
        return sections.stream().filter(section -> !section.groups().isEmpty()).toList();
    }

    private static List<Table> lineage(Lineage lineage) {
        Table steps = Table.of("Steps, in the order in which they ran", "Step", "State", "Began", "#Took");
        lineage.steps()
                .forEach(step -> steps.line(
                        step.step(),
                        step.state(),
                        PageTemplate.day(step.startedAt()),
                        RunSections.duration(
                                step.seconds() == null ? null : Long.valueOf(Math.round(step.seconds())))));
        Table versions = Table.of("Made with", "What", "Version");
        lineage.versions().forEach(versions::line);
        versions.line("seed", String.valueOf(lineage.seed()));
        Table made = Table.of("Made for", "What", "Value");
        made.line("workspace made", PageTemplate.day(lineage.createdAt()));
        lineage.madeFor().forEach(made::line);
        return List.of(steps, versions, made);
    }

    private static String pretty(JsonNode config) {
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(config);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always JSON", e);
        }
    }
}
