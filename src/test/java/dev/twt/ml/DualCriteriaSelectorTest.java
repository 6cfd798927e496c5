package dev.twt.ml;

import static dev.twt.testing.Candidates.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.config.UserException;
import dev.twt.selection.Selection;
import dev.twt.testing.Candidates;
import dev.twt.testing.SelectionSpark;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SelectionSpark.class)
class DualCriteriaSelectorTest {
    private static SparkSession spark;

    @BeforeAll
    static void session(SparkSession session) {
        spark = session;
    }

    @AfterEach
    void letGoOfKeptRows() {
        spark.catalog().clearCache();
    }

    @Test
    void shouldDecideAsSelectDoes() {
        Dataset<Row> ledger = candidates();
        DualCriteriaSelector selector = new DualCriteriaSelector();
        Dataset<Row> selected = selector.transform(ledger);
        Dataset<Row> scored = Selection.score(ledger, selector.config(), Map.of(), Optional.empty());

        for (String column : CandidateColumns.ADDED.fieldNames()) {
            assertThat(Candidates.byRequest(selected, column))
                    .as(column)
                    .isEqualTo(Candidates.byRequest(scored, column));
        }
        assertThat(Candidates.byRequest(selected, "kept"))
                .isEqualTo(Map.of("a", true, "b", false, "c", true, "d", false, "e", true));
        assertThat(selected.schema()).isEqualTo(selector.transformSchema(ledger.schema()));
    }

    @Test
    void shouldSelectFromRowsThatAreNoLedgerBehindAnEmbedder(@TempDir Path folder) throws Exception {
        Dataset<Row> rows = spark.sql("select request_id, 'q' as question_id, 't' as teacher, rationale, '3' as answer,"
                + " agreed from values ('a', 'A cat sits on the mat.', 1), ('b', 'A kitten sits on a rug.', 2),"
                + " ('c', 'Add twelve to seven.', 3) as t(request_id, rationale, agreed)");
        PipelineStage[] stages = {
            new SentenceEmbedder().setInputCol("rationale"),
            new DualCriteriaSelector()
                    .setConfidenceWeight(0)
                    .setAgreementWeight(1)
                    .setThreshold(0.5)
        };
        PipelineModel made = new Pipeline().setStages(stages).fit(rows);
        made.write().overwrite().save(folder.resolve("pipeline").toString());
        Dataset<Row> selected =
                PipelineModel.load(folder.resolve("pipeline").toString()).transform(rows);

        Map<String, Object> kept = Candidates.byRequest(selected, "kept");
        assertThat(kept).containsEntry("c", true);
        assertThat(kept.values()).filteredOn(Boolean.TRUE::equals).hasSize(2);
        assertThat(Candidates.byRequest(selected, "agreed")).containsEntry("b", 2);
        assertThat(Candidates.byRequest(selected, "agreement")).containsEntry("a", 1.0);
    }

    @Test
    void shouldNeedNoVectorsWhereWordsAreCompared() {
        Dataset<Row> selected = new DualCriteriaSelector()
                .setSimilarity("words")
                .setPersist(false)
                .transform(candidates().drop("embedding"));
        assertThat(Candidates.byRequest(selected, "kept").values())
                .filteredOn(Boolean.TRUE::equals)
                .hasSize(3);
    }

    @Test
    void shouldSayWhatIsMissing() {
        Dataset<Row> ledger = candidates();
        assertThatThrownBy(() -> new DualCriteriaSelector().transform(ledger.drop("embedding")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("no column embedding")
                .hasMessageContaining("SentenceEmbedder");
        assertThatThrownBy(() -> new DualCriteriaSelector().transform(ledger.drop("rationale", "teacher")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("columns missing: teacher, rationale");
        assertThatThrownBy(() -> new DualCriteriaSelector().transform(ledger.selectExpr("*", "true as kept")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("there already: kept");
        assertThatThrownBy(
                        () -> new DualCriteriaSelector().setConfidenceWeight(0).transform(ledger))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("all weights are 0");
        assertThatThrownBy(() -> new DualCriteriaSelector().setK(17)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRefuseVectorsOfTwoModels() {
        Dataset<Row> mixed = new Candidates()
                .add("q", "t", "a", "embedding", vector(1, 0))
                .add("q", "t", "b", "embedding", vector(1, 0, 0))
                .rows(spark);
        assertThatThrownBy(() -> new DualCriteriaSelector().transform(mixed))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("from 2 to 3 dimensions");
    }

    private static Dataset<Row> candidates() {
        return new Candidates()
                .add("q", "t1", "a", "embedding", vector(1, 0, 0))
                .add("q", "t2", "b", "embedding", vector(1, 1, 0))
                .add("q", "t3", "c", "embedding", vector(1, 2, 0))
                .add("q", "t4", "d", "embedding", vector(-1, 0, 0), "stated_confidence", 0.95)
                .add("r", "t1", "e", "embedding", vector(0, 1, 0))
                .rows(spark);
    }
}
