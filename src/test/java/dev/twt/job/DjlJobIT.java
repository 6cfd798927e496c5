package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * jobs/djl/embed.scala in a spark-shell, and select with what it leaves. DJL's TextEmbedder is not here: a class with its
 * methods, over our own embedder, stands in for it, so what is shown is the rest of the job and the way into select.
 */
class DjlJobIT extends ReplayedRun {
    private static final String IMPORT = "import ai.djl.spark.task.text.TextEmbedder";
    private static final String STAND_IN = """
            class TextEmbedder {
              private val ours = new dev.twt.ml.SentenceEmbedder()
              def setInputCol(column: String) = { ours.setInputCol(column); this }
              def setOutputCol(column: String) = { ours.setOutputCol(column); this }
              def setEngine(name: String) = { require(name == "PyTorch"); this }
              def setModelUrl(url: String) = { require(url.startsWith("djl://")); this }
              def embed(rows: org.apache.spark.sql.DataFrame) = ours.transform(rows)
            }
            """;

    @Test
    void shouldHandItsVectorsToSelect(@TempDir Path place) throws Exception {
        assumeTrue(SparkShell.isThere(), "no spark-shell: make it-notebooks has one, or set SPARK_HOME");
        writeRun(place);
        pipeline().generate();
        pipeline().select();
        List<Row> own = kept();

        String job = Files.readString(Path.of("jobs/djl/embed.scala"));
        assertThat(job).contains(IMPORT).endsWith("sys.exit()\n");
        String settings =
                "spark.conf.set(\"spark.twt.workspace\", \"%s\")%nspark.conf.set(\"spark.twt.vectors\", \"%s\")%n"
                        .formatted(workspace(""), place.resolve("vectors"));
        List<String> said = new SparkShell(place)
                .run(List.of(STAND_IN, settings + job.replace(IMPORT, "").replace("sys.exit()", "")));
        assertThat(SparkShell.isDone(said.get(1), 1)).as(said.toString()).isTrue();
        assertThat(said.get(1)).contains("(6 answers)");

        pipeline(
                        "embedding.source",
                        "column",
                        "embedding.path",
                        place.resolve("vectors").toString())
                .select();
        assertThat(kept()).isEqualTo(own).hasSize(5);
    }

    private List<Row> kept() {
        return spark.read()
                .parquet(workspace("scored").toString())
                .where("kept")
                .selectExpr("request_id", "embedding", "pair_similarity")
                .orderBy("request_id")
                .collectAsList();
    }
}
