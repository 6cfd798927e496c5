package dev.twt.report;

import dev.twt.dataset.Workspace;
import dev.twt.report.figures.ComparisonFigures;
import dev.twt.report.figures.ReportFigures;
import dev.twt.report.page.ComparisonPage;
import dev.twt.report.page.ReportPage;
import java.util.List;
import org.apache.hadoop.fs.Path;

/** Pages in the workspace: {@code report/index.html} with {@code report/report.json}, {@code evaluations/compare.html}. */
public final class ReportFiles {
    private static final String PAGE = "report/index.html";
    private static final String COMPARISON = "evaluations/compare.html";
    private static final String NUMBERS = "report/report.json";

    private ReportFiles() {}

    /** Writes both, each as a whole, and says where they are. */
    public static List<String> write(Workspace workspace, ReportFigures figures) {
        workspace.writeText(NUMBERS, ReportJson.write(figures));
        workspace.writeText(PAGE, ReportPage.html(figures));
        return List.of("report:  " + shown(workspace, PAGE), "numbers: " + shown(workspace, NUMBERS));
    }

    /** Writes the page of a comparison as a whole and says where it is. */
    public static String write(Workspace workspace, ComparisonFigures figures) {
        workspace.writeText(COMPARISON, ComparisonPage.html(figures));
        return "page:    " + shown(workspace, COMPARISON);
    }

    private static String shown(Workspace workspace, String name) {
        Path path = new Path(workspace.root(), name);
        return "file".equals(path.toUri().getScheme()) ? path.toUri().getPath() : path.toString();
    }
}
