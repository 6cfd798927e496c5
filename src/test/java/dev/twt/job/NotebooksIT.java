package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.testing.SparkSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every paragraph of the notebooks in a spark-shell, in their order, over what make demo leaves: the workspace that
 * DEMO_WORKSPACE names (a target/demo/run), or else one made here on few questions. Zeppelin itself is not run.
 */
class NotebooksIT {
    @TempDir
    static Path folder;

    private static SparkSession spark;

    @BeforeAll
    static void makeWorkspace() throws IOException {
        assumeTrue(SparkShell.isThere(), "no spark-shell: make it-notebooks has one, or set SPARK_HOME");
        spark = SparkSessions.shared();
        Path demo = Files.createDirectories(folder.resolve("target/demo"));
        String made = System.getenv("DEMO_WORKSPACE");
        if (made == null) {
            new SmallDemo(spark, demo, new Captured().stream()).make();
        } else {
            Files.createSymbolicLink(demo.resolve("run"), Path.of(made).toAbsolutePath());
        }
    }

    @Test
    void shouldExploreCandidates() throws Exception {
        List<String> said = run("explore-candidates_2TWTEXPLR.zpln");
        long candidates = scored("true");
        long kept = scored("kept");

        assertThat(said.get(2)).contains(candidates + " candidates, " + kept + " kept");
        assertThat(said.get(3)).contains("kept\tin the distillation set\t" + kept + "\t");
        assertThat(said.get(4).lines().filter(line -> line.startsWith("row: ")))
                .anyMatch(line -> line.contains("kept"))
                .hasSizeGreaterThanOrEqualTo(6);
        assertThat(said.get(8)).contains("quality", "ada", "ben", "eve");
    }

    @Test
    void shouldSweepThresholds() throws Exception {
        List<String> said = run("sweep-thresholds_2TWTSWEEP.zpln");

        assertThat(said.get(2)).contains("selection.quality.threshold");
        assertThat(said.get(2).lines().filter(line -> line.matches("0\\.\\d\\t.*")))
                .hasSize(7)
                // 0.6 is the threshold of the run.
                .anyMatch(line -> line.startsWith("0.6\t") && line.split("\t")[2].equals("" + scored("kept")));
        assertThat(said.get(4)).containsPattern("%html <img src=\"data:image/png;base64,[A-Za-z0-9+/]{5000}");
        assertThat(said.get(6).lines().filter(line -> line.matches("[\\d.]+\\t.*")))
                .hasSize(5);
    }

    @Test
    void shouldCompareStudents() throws Exception {
        List<String> said = run("compare-students_2TWTSTUDS.zpln");
        Map<String, String> accuracies = new TreeMap<>();
        said.get(2).lines().filter(line -> line.split("\t").length == 9).forEach(line -> {
            String[] cells = line.split("\t");
            accuracies.put(cells[0], cells[2]);
        });

        accuracies.remove("%table answerer");
        assertThat(accuracies).isEqualTo(measured());
        assertThat(said.get(3)).contains("%html <img src=\"data:image/png;base64,");
        assertThat(said.get(5).lines().filter(line -> line.matches("(full|free)\\t.*")))
                .hasSize(3);
        List<String[]> asked = said.get(8)
                .lines()
                .filter(line -> line.startsWith("What remains"))
                .map(line -> line.split("\t", -1))
                .toList();
        assertThat(asked).hasSize(SmallDemo.TEST).allSatisfy(cells -> {
            assertThat(cells[3]).as(cells[0]).isEqualTo(cells[2]);
            assertThat(Integer.parseInt(cells[5])).isPositive();
        });
    }

    /** What evaluate wrote down. */
    private static Map<String, String> measured() throws IOException {
        JsonNode metrics = new ObjectMapper()
                .readTree(folder.resolve("target/demo/run/evaluations/metrics.json")
                        .toFile());
        Map<String, String> accuracies = new TreeMap<>();
        metrics.path("answerers")
                .forEach(one -> accuracies.put(
                        one.path("answerer").asText(),
                        String.format(Locale.ROOT, "%.4f", one.path("accuracy").asDouble())
                                .replaceFirst("\\.?0+$", "")));
        return accuracies;
    }

    private static long scored(String condition) {
        return spark.read()
                .parquet(folder.resolve("target/demo/run/scored").toString())
                .where(condition)
                .count();
    }

    /** What each paragraph printed, those that are no code too; each has come to its end. */
    private static List<String> run(String file) throws IOException, InterruptedException {
        ZeppelinNote note = ZeppelinNote.read(Path.of("notebooks", file));
        assertThat(note.paragraphs()).as("a note is kept without results").noneMatch(ZeppelinNote.Paragraph::saved);
        List<String> pieces = note.paragraphs().stream().map(NotebooksIT::code).toList();
        Path place = Files.createDirectories(folder.resolve(file));
        Files.createSymbolicLink(place.resolve("target"), folder.resolve("target"));
        List<String> said = new SparkShell(place).run(pieces);
        for (int i = 0; i < pieces.size(); i++) {
            assertThat(SparkShell.isDone(said.get(i), i))
                    .as("%s, paragraph %d:%n%s%n%s", note.name(), i + 1, pieces.get(i), said.get(i))
                    .isTrue();
        }
        return said;
    }

    private static String code(ZeppelinNote.Paragraph paragraph) {
        return switch (paragraph.interpreter()) {
            case "spark" -> paragraph.text();
            case "spark.sql" -> sql(paragraph);
            case "md" -> "";
            default -> throw new IllegalArgumentException("no interpreter " + paragraph.interpreter());
        };
    }

    /** The rows, of which there has to be one at least, and the columns of its chart have to be there. */
    private static String sql(ZeppelinNote.Paragraph paragraph) {
        List<String> lines = new ArrayList<>();
        lines.add("locally {");
        lines.add("val rows = spark.sql(\"\"\"" + paragraph.text() + "\"\"\")");
        for (String column : paragraph.chart()) {
            String[] nameAndIndex = column.split(" ");
            lines.add("require(rows.columns(" + nameAndIndex[1] + ") == \"" + nameAndIndex[0] + "\")");
        }
        lines.add("val all = rows.collect()");
        lines.add("all.foreach(row => println(\"row: \" + row.mkString(\"\\t\")))");
        lines.add("require(all.nonEmpty, \"no row\")");
        lines.add("}");
        return String.join("\n", lines);
    }
}
