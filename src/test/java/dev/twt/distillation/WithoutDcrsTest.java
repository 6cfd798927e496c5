package dev.twt.distillation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.testing.SelectionSpark;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SelectionSpark.class)
class WithoutDcrsTest {
    private static final Split SPLIT = Split.byQuestion(0.5, 42);

    private static SparkSession spark;

    @TempDir
    Path folder;

    @BeforeAll
    static void session(SparkSession session) {
        spark = session;
    }

    private Dataset<Row> scored() {
        ScoredTable table = new ScoredTable();
        for (int i = 0; i < 10; i++) {
            table.rejected("r" + i, "q1", "ada", "Because " + i + ".", String.valueOf(i), "quality");
        }
        return table.kept("s1", "q2", "bob", "Sure.", "5")
                .rejected("s2", "q2", "bob", "", "5", "no-rationale")
                .through(spark, folder.resolve("scored"));
    }

    private static List<String> ids(Dataset<Row> kept) {
        return kept.select("request_id").orderBy("request_id").collectAsList().stream()
                .map(row -> row.getString(0))
                .toList();
    }

    @Test
    void shouldChooseSoManyOfEachQuestionWhateverTheirScores() {
        assertThat(ids(WithoutDcrs.kept(scored(), 3, 42)))
                .hasSize(4)
                .contains("s1")
                .doesNotContain("s2");
    }

    @Test
    void shouldChooseTheSameWhateverThePartitionsAndOthersWithAnotherSeed() {
        Dataset<Row> scored = scored();
        Set<List<String>> choices = new HashSet<>();
        for (long seed = 0; seed < 5; seed++) {
            List<String> ids = ids(WithoutDcrs.kept(scored, 3, seed));
            assertThat(ids(WithoutDcrs.kept(scored.repartition(5), 3, seed))).isEqualTo(ids);
            choices.add(ids);
        }

        assertThat(choices).hasSizeGreaterThan(2);
    }
}
