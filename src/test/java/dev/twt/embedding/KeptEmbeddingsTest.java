package dev.twt.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.config.EmbeddingConfig;
import dev.twt.testing.SelectionSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SelectionSpark.class)
class KeptEmbeddingsTest {
    private static SparkSession spark;
    private final List<String> told = new ArrayList<>();

    @TempDir
    private Path folder;

    private String root;

    @BeforeAll
    static void session(SparkSession session) {
        spark = session;
    }

    @BeforeEach
    void name() {
        root = folder.resolve("embeddings").toString();
    }

    @Test
    void shouldGiveEveryRowTheVectorOfItsText() {
        Dataset<Row> responses = responses("six times", "seven", "six times", " ");
        assertThat(vectors(kept(responses, tokens())))
                .isEqualTo(vectors(RationaleEmbeddings.add(responses, tokens())))
                .hasSize(4)
                .containsEntry("r3", List.of());
        assertThat(told).containsExactly("2 of 2");
    }

    @Test
    void shouldEmbedOnlyWhatIsNotKept() {
        kept(responses("six times"), tokens());
        told.clear();
        assertThat(vectors(kept(responses("seven", "six times"), tokens())))
                .isEqualTo(vectors(RationaleEmbeddings.add(responses("seven", "six times"), tokens())));
        assertThat(told).containsExactly("1 of 1");
        told.clear();
        kept(responses("six times", "seven"), tokens());
        assertThat(told).isEmpty();
    }

    @Test
    void shouldMakeNewVectorsForAnotherModelOrCut() {
        kept(responses("six times seven"), tokens());
        kept(responses("six times seven"), Fixtures.model("tokens", 3, 2));
        kept(responses("six times seven"), Fixtures.model("pooled", 16, 2));
        assertThat(told).containsExactly("1 of 1", "1 of 1", "1 of 1");
        // How many texts share a run of the model changes nothing.
        kept(responses("six times seven"), Fixtures.model("tokens", 16, 8));
        assertThat(told).hasSize(3);
    }

    @Test
    void shouldKeepEachWaveByItself() {
        Dataset<Row> responses = responses("six", "seven", "times", "six times", "seven times", "six seven", "forty");
        assertThat(vectors(KeptEmbeddings.add(responses, tokens(), root, 2, this::tell)))
                .isEqualTo(vectors(RationaleEmbeddings.add(responses, tokens())));
        assertThat(told).hasSize(4).last().isEqualTo("7 of 7");
    }

    @Test
    void shouldGoOnAfterARunThatEndedBeforeItsFirstWave() throws Exception {
        kept(responses("six"), tokens());
        Path model = Files.list(Path.of(root)).findFirst().orElseThrow();
        try (var files = Files.list(model)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.createDirectories(model.resolve("_temporary/0"));
        told.clear();
        assertThat(vectors(kept(responses("six"), tokens()))).doesNotContainValue(List.of());
        assertThat(told).containsExactly("1 of 1");
    }

    @Test
    void shouldNeedNoVectorWhereNothingIsAnswered() {
        Dataset<Row> none =
                responses().unionAll(responses("six").selectExpr("request_id", "'failed' outcome", "rationale"));
        assertThat(vectors(kept(none, tokens()))).containsValue(List.of()).hasSize(1);
        assertThat(told).isEmpty();
    }

    private Dataset<Row> kept(Dataset<Row> responses, EmbeddingConfig config) {
        return KeptEmbeddings.add(responses, config, root, this::tell);
    }

    private void tell(long done, long total) {
        told.add(done + " of " + total);
    }

    private static EmbeddingConfig tokens() {
        return Fixtures.model("tokens", 16, 2);
    }

    private static Dataset<Row> responses(String... rationales) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < rationales.length; i++) {
            rows.add(RowFactory.create("r" + i, "answered", rationales[i]));
        }
        return spark.createDataFrame(
                rows,
                new StructType()
                        .add("request_id", "string")
                        .add("outcome", "string")
                        .add("rationale", "string"));
    }

    private static Map<String, List<Float>> vectors(Dataset<Row> rows) {
        return rows.collectAsList().stream()
                .collect(Collectors.toMap(
                        row -> row.getAs("request_id"),
                        row -> row.isNullAt(row.fieldIndex("embedding"))
                                ? List.of()
                                : row.<Float>getList(row.fieldIndex("embedding"))));
    }
}
