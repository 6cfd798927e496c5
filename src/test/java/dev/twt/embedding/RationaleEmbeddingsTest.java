package dev.twt.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.config.EmbeddingConfig;
import dev.twt.config.UserException;
import dev.twt.testing.SelectionSpark;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SelectionSpark.class)
class RationaleEmbeddingsTest {
    private static SparkSession spark;

    @BeforeAll
    static void session(SparkSession session) {
        spark = session;
    }

    @Test
    void shouldEmbedAnsweredRationalesAndKeepEveryOtherColumn() {
        Dataset<Row> embedded = RationaleEmbeddings.add(responses(), Fixtures.model("tokens", 16, 2));
        assertThat(embedded.columns())
                .containsExactly("request_id", "outcome", "rationale", "token_logprobs", "created_at", "embedding");
        List<Row> rows = embedded.orderBy("request_id").collectAsList();
        assertThat(rows).hasSize(5);
        assertThat(vector(rows.get(0))).containsExactly(direct("six times"), Offset.offset(1e-6f));
        assertThat(rows.get(0).<Float>getList(3)).containsExactly(-0.5f, -1f);
        assertThat(rows.get(0).getTimestamp(4)).isEqualTo(new Timestamp(0));
        assertThat(vector(rows.get(1))).isNotEqualTo(vector(rows.get(0)));
        assertThat(rows.subList(2, 5)).allMatch(row -> row.isNullAt(5));
    }

    @Test
    void shouldGiveTheSameVectorsUnderAnyPartitioning() {
        EmbeddingConfig config = Fixtures.model("tokens", 16, 2);
        assertThat(byRequest(RationaleEmbeddings.add(responses().repartition(5), config)))
                .isEqualTo(byRequest(RationaleEmbeddings.add(responses().coalesce(1), config)));
    }

    @Test
    void shouldTakeVectorsThatAnotherJobMade(@TempDir Path folder) {
        String path = folder.resolve("vectors").toString();
        spark.sql("select 'r1' as request_id, array(1D, 2D) as embedding union all select 'r2', array(3D, 4D)"
                        + " union all select 'r2', array(0D, 9D) union all select 'other', array(5D, 6D)")
                .write()
                .parquet(path);
        Dataset<Row> embedded = RationaleEmbeddings.add(responses(), new EmbeddingConfig("column", path, 256, 8));
        assertThat(byRequest(embedded))
                .containsEntry("r1", List.of(1f, 2f))
                .containsEntry("r2", List.of(0f, 9f))
                .containsEntry("r3", List.of())
                .hasSize(5);
        assertThat(embedded.schema().apply("embedding").dataType().simpleString())
                .isEqualTo("array<float>");
    }

    @Test
    void shouldTakeTheColumnThatResponsesBringThemselves() {
        Dataset<Row> own = responses().selectExpr("*", "array(1D) as embedding");
        assertThat(byRequest(RationaleEmbeddings.add(own, new EmbeddingConfig("column", "", 256, 8))))
                .containsEntry("r1", List.of(1f));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 'r1' as request_id",
                "select array(1D) as embedding",
                "select 'r1' as request_id, 'x' as embedding"
            })
    void shouldRefuseATableWithoutTheTwoColumns(String query, @TempDir Path folder) {
        String path = folder.resolve("vectors").toString();
        spark.sql(query).write().parquet(path);
        assertThatThrownBy(() -> RationaleEmbeddings.add(responses(), new EmbeddingConfig("column", path, 256, 8)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(path)
                .hasMessageContaining("embedding");
    }

    @Test
    void shouldRefuseATableThatIsNotThere(@TempDir Path folder) {
        String path = folder.resolve("absent").toString();
        assertThatThrownBy(() -> RationaleEmbeddings.add(responses(), new EmbeddingConfig("column", path, 256, 8)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("cannot be read as Parquet");
    }

    @Test
    void shouldReportABrokenModelBeforeAnythingRuns() {
        assertThatThrownBy(() -> RationaleEmbeddings.add(responses(), Fixtures.model("classifier", 16, 2)))
                .isInstanceOf(UserException.class);
        assertThatThrownBy(() -> RationaleEmbeddings.add(responses(), new EmbeddingConfig("glove", "", 16, 2)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("glove");
    }

    private static Dataset<Row> responses() {
        StructType schema = new StructType()
                .add("request_id", "string")
                .add("outcome", "string")
                .add("rationale", "string")
                .add("token_logprobs", "array<float>")
                .add("created_at", "timestamp");
        Timestamp now = new Timestamp(0);
        return spark.createDataFrame(
                List.of(
                        RowFactory.create("r1", "answered", "six times", new Float[] {-0.5f, -1f}, now),
                        RowFactory.create("r2", "answered", "the cat sat is the cat sat", null, now),
                        RowFactory.create("r3", "truncated", "six times", null, now),
                        RowFactory.create("r4", "failed", null, null, now),
                        RowFactory.create("r5", "answered", "  ", null, now)),
                schema);
    }

    private static float[] direct(String text) {
        try (Embedder embedder = OnnxEmbedder.open(Fixtures.model("tokens", 16, 2))) {
            return embedder.embed(List.of(text))[0];
        }
    }

    private static Map<String, List<Float>> byRequest(Dataset<Row> embedded) {
        return embedded.collectAsList().stream().collect(Collectors.toMap(row -> row.getAs("request_id"), row -> {
            int index = row.fieldIndex("embedding");
            return row.isNullAt(index) ? List.of() : row.<Float>getList(index);
        }));
    }

    private static float[] vector(Row row) {
        List<Float> values = row.getList(5);
        float[] vector = new float[values.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = values.get(i);
        }
        return vector;
    }
}
