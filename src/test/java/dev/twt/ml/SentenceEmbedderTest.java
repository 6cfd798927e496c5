package dev.twt.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.config.EmbeddingConfig;
import dev.twt.config.UserException;
import dev.twt.embedding.Embedder;
import dev.twt.embedding.OnnxEmbedder;
import dev.twt.testing.SelectionSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.SQLTransformer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SelectionSpark.class)
class SentenceEmbedderTest {
    private static final String CAT = "A cat sits on the mat.";
    private static final String KITTEN = "A kitten is sitting on a rug.";
    private static final String SUM = "Add twelve to seven and halve the result.";

    private static SparkSession spark;

    @BeforeAll
    static void session(SparkSession session) {
        spark = session;
    }

    @Test
    void shouldGiveTheVectorsOfTheModelUnderAnyPartitioning() {
        SentenceEmbedder embedder = new SentenceEmbedder().setInputCol("said").setOutputCol("v");
        List<Row> two = Rows.sorted(embedder.transform(Rows.of(spark, 2, "said", CAT, KITTEN, SUM)));
        List<Row> one = Rows.sorted(embedder.transform(Rows.of(spark, 1, "said", CAT, KITTEN, SUM)));

        assertThat(two).isEqualTo(one);
        try (Embedder direct = OnnxEmbedder.open(new EmbeddingConfig("minilm", "", 256, 8))) {
            assertThat(vector(two.get(1), "v")).isEqualTo(direct.embed(List.of(KITTEN))[0]);
        }
        float[] cat = vector(two.get(0), "v");
        assertThat(cat).hasSize(384);
        assertThat(cosine(cat, vector(two.get(1), "v"))).isGreaterThan(0.5);
        assertThat(cosine(cat, vector(two.get(2), "v"))).isLessThan(0.3);
    }

    @Test
    void shouldLeaveRowsWithoutTextWithoutVector() {
        List<Row> rows = Rows.sorted(new SentenceEmbedder().transform(Rows.of(spark, 2, "text", CAT, null, " \n")));
        assertThat(rows).extracting(row -> row.isNullAt(2)).containsExactly(false, true, true);
        assertThat(rows.get(1).getInt(0)).isEqualTo(1);
    }

    @Test
    void shouldBeAStageOfAPipelineThatComesBackFromDisk(@TempDir Path folder) throws Exception {
        Dataset<Row> rows = Rows.of(spark, 2, "said", CAT, SUM);
        PipelineStage first = new SQLTransformer()
                .setStatement("select id, concat(said, ' It is ', length(said), ' long.') as text from __THIS__");
        PipelineModel made = new Pipeline()
                .setStages(new PipelineStage[] {first, new SentenceEmbedder("e1").setBatchSize(2)})
                .fit(rows);
        made.write().overwrite().save(folder.resolve("pipeline").toString());
        PipelineModel back = PipelineModel.load(folder.resolve("pipeline").toString());

        assertThat(Rows.sorted(back.transform(rows))).isEqualTo(Rows.sorted(made.transform(rows)));
        assertThat(back.transform(rows).columns()).containsExactly("id", "text", "embedding");
        SentenceEmbedder stage = (SentenceEmbedder) back.stages()[1];
        assertThat(stage.uid()).isEqualTo("e1");
        assertThat(stage.getOrDefault(stage.batchSize())).isEqualTo(2);
    }

    @Test
    void shouldComeBackFromDiskByItselfWithAllParameters(@TempDir Path folder) throws Exception {
        SentenceEmbedder embedder = new SentenceEmbedder()
                .setInputCol("a")
                .setOutputCol("b")
                .setModelUrl("models/mpnet")
                .setMaxTokens(64)
                .setBatchSize(4);
        embedder.write().overwrite().save(folder.resolve("embedder").toString());
        SentenceEmbedder back = SentenceEmbedder.load(folder.resolve("embedder").toString());

        assertThat(back.explainParams()).isEqualTo(embedder.explainParams()).contains("models/mpnet", "current: 64");
        assertThat(back.params()).hasSize(5);
        assertThat(embedder.copy(org.apache.spark.ml.param.ParamMap.empty()).getInputCol())
                .isEqualTo("a");
    }

    @Test
    void shouldSayWhichColumnIsNotThere() {
        Dataset<Row> rows = Rows.of(spark, 1, "said", CAT);
        assertThatThrownBy(() -> new SentenceEmbedder().setInputCol("sayed").transform(rows))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("SentenceEmbedder, inputCol = sayed")
                .hasMessageContaining("there are: id, said")
                .hasMessageContaining("setInputCol");
        assertThatThrownBy(() -> new SentenceEmbedder().setInputCol("id").transform(rows))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("it is int, not string");
        assertThatThrownBy(() -> new SentenceEmbedder()
                        .setInputCol("said")
                        .setOutputCol("id")
                        .transform(rows))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("outputCol = id")
                .hasMessageContaining("already");
    }

    @Test
    void shouldRefuseAModelThatIsNotThereBeforeAnythingRuns(@TempDir Path folder) {
        SentenceEmbedder embedder =
                new SentenceEmbedder().setModelUrl(folder.toUri().toString());
        assertThatThrownBy(() -> embedder.transform(Rows.of(spark, 1, "text", CAT)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("model.onnx");
        assertThatThrownBy(() -> new SentenceEmbedder().setBatchSize(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("batchSize");
    }

    private static float[] vector(Row row, String column) {
        List<Float> values = row.getList(row.fieldIndex(column));
        float[] vector = new float[values.size()];
        IntStream.range(0, vector.length).forEach(i -> vector[i] = values.get(i));
        return vector;
    }

    private static double cosine(float[] a, float[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }
}
