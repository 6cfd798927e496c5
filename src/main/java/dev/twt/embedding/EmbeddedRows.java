package dev.twt.embedding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Rows with one more value at the end: the vector of the row's text, or null where there is no text. */
final class EmbeddedRows implements Iterator<Row> {
    private final Iterator<Row> rows;
    private final Embedder embedder;
    private final Function<Row, String> text;
    private final int chunk;
    private Iterator<Row> ready = List.<Row>of().iterator();

    /**
     * @param text the text of a row, or null
     * @param chunk rows taken together, so that texts of like length share a batch
     */
    EmbeddedRows(Iterator<Row> rows, Embedder embedder, Function<Row, String> text, int chunk) {
        this.rows = rows;
        this.embedder = embedder;
        this.text = text;
        this.chunk = chunk;
    }

    @Override
    public boolean hasNext() {
        return ready.hasNext() || rows.hasNext();
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        if (!ready.hasNext()) {
            ready = embedded(take()).iterator();
        }
        return ready.next();
    }

    private List<Row> take() {
        List<Row> taken = new ArrayList<>(chunk);
        while (taken.size() < chunk && rows.hasNext()) {
            taken.add(rows.next());
        }
        return taken;
    }

    private List<Row> embedded(List<Row> taken) {
        String[] texts = taken.stream().map(text).toArray(String[]::new);
        int[] present = IntStream.range(0, texts.length)
                .filter(i -> texts[i] != null && !texts[i].isBlank())
                .toArray();
        float[][] vectors =
                embedder.embed(Arrays.stream(present).mapToObj(i -> texts[i]).toList());
        float[][] byRow = new float[texts.length][];
        for (int k = 0; k < present.length; k++) {
            byRow[present[k]] = vectors[k];
        }
        return IntStream.range(0, taken.size())
                .mapToObj(i -> with(taken.get(i), byRow[i]))
                .toList();
    }

    private static Row with(Row row, float[] vector) {
        Object[] values = new Object[row.size() + 1];
        for (int i = 0; i < row.size(); i++) {
            values[i] = row.get(i);
        }
        values[row.size()] = vector;
        return RowFactory.create(values);
    }
}
