package dev.twt.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class EmbeddedRowsTest {
    private final List<List<String>> asked = new ArrayList<>();

    @Test
    void shouldAddEachRowsVectorAndLeaveRowsWithoutTextWithNull() {
        List<Row> rows = all(embedded(10, "aa", null, "bbb", "  ", ""));
        assertThat(rows).extracting(row -> row.getString(0)).containsExactly("aa", null, "bbb", "  ", "");
        assertThat(rows)
                .extracting(row -> row.isNullAt(1) ? -1 : (int) row.<float[]>getAs(1)[0])
                .containsExactly(2, -1, 3, -1, -1);
    }

    @Test
    void shouldTakeNoMoreThanAChunkAtATime() {
        Iterator<Row> rows = embedded(2, "a", "b", "c", "d", "e");
        assertThat(rows.next().getString(0)).isEqualTo("a");
        assertThat(asked).containsExactly(List.of("a", "b"));
        assertThat(all(rows)).hasSize(4);
        assertThat(asked).containsExactly(List.of("a", "b"), List.of("c", "d"), List.of("e"));
    }

    @Test
    void shouldEndAfterTheLastRow() {
        Iterator<Row> rows = embedded(2);
        assertThat(rows.hasNext()).isFalse();
        assertThatThrownBy(rows::next).isInstanceOf(NoSuchElementException.class);
    }

    private Iterator<Row> embedded(int chunk, String... texts) {
        Iterator<Row> rows =
                Stream.of(texts).map(text -> RowFactory.create(text)).iterator();
        return new EmbeddedRows(rows, new LengthEmbedder(), row -> row.getString(0), chunk);
    }

    private static List<Row> all(Iterator<Row> rows) {
        List<Row> all = new ArrayList<>();
        rows.forEachRemaining(all::add);
        return all;
    }

    private final class LengthEmbedder implements Embedder {
        @Override
        public int dimensions() {
            return 1;
        }

        @Override
        public float[][] embed(List<String> texts) {
            asked.add(texts);
            return texts.stream().map(text -> new float[] {text.length()}).toArray(float[][]::new);
        }

        @Override
        public void close() {}
    }
}
