package dev.twt.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.testing.SelectionSpark;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SelectionSpark.class)
class TwtFunctionsTest {
    private static SparkSession spark;

    @BeforeAll
    static void session(SparkSession session) {
        spark = session;
        TwtFunctions.register(spark);
    }

    @Test
    void shouldEmbedAsTheStageDoes() {
        Row sql = spark.sql("select twt_embed('A cat sits on the mat.'), twt_embed(null), twt_embed('  ')")
                .first();
        List<Row> stage =
                Rows.sorted(new SentenceEmbedder().transform(Rows.of(spark, 1, "text", "A cat sits on the mat.")));
        assertThat(sql.<Float>getList(0)).isEqualTo(stage.get(0).<Float>getList(2));
        assertThat(sql.isNullAt(1)).isTrue();
        assertThat(sql.isNullAt(2)).isTrue();
    }

    @Test
    void shouldCompareVectorsOfFloatsAndOfDoubles() {
        Row row = spark.sql("select twt_similarity(array(1D, 0D), array(1D, 1D)),"
                        + " twt_similarity(array(float(3), float(4)), array(float(-3), float(-4))),"
                        + " twt_similarity(array(0D), array(1D)), twt_similarity(null, array(1D)),"
                        + " twt_similarity(array(1D, null), array(1D, 1D))")
                .first();
        assertThat(row.getDouble(0)).isCloseTo(Math.sqrt(0.5), Offset.offset(1e-12));
        assertThat(row.getDouble(1)).isEqualTo(-1);
        assertThat(row.isNullAt(2) && row.isNullAt(3) && row.isNullAt(4)).isTrue();
    }

    @Test
    void shouldFindTheTextThatIsLikeAnother() {
        Rows.of(spark, 2, "text", "A kitten is sitting on a rug.", "Add twelve to seven.", null)
                .createOrReplaceTempView("said");
        List<Row> rows = spark.sql("select id, twt_similarity(twt_embed(text), twt_embed('A cat sits on the mat.')) s"
                        + " from said order by s desc nulls last")
                .collectAsList();
        assertThat(rows).extracting(row -> row.getInt(0)).containsExactly(0, 1, 2);
        assertThat(rows.get(2).isNullAt(1)).isTrue();
    }

    @Test
    void shouldRefuseVectorsOfTwoModels() {
        assertThatThrownBy(() -> spark.sql("select twt_similarity(array(1D), array(1D, 1D))")
                        .collectAsList())
                .hasStackTraceContaining("vectors of 1 and 2 dimensions");
    }
}
