package dev.twt.dataset;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * A question as read.
 *
 * @param id given, or made of the text
 * @param text the question
 * @param choices label and text of each option, empty unless multiple choice
 * @param gold the right answer as given (for a choice its label where that is certain), or null
 * @param tests assertions of a code question
 * @param split name of the part of the set, or null
 * @param task math, choice, text or code
 * @param meta anything else worth keeping
 */
public record QuestionRow(
        String id,
        String text,
        List<Option> choices,
        String gold,
        List<String> tests,
        String split,
        String task,
        Map<String, String> meta) {
    /**
     * One option.
     *
     * @param label what names it
     * @param text what it says
     */
    public record Option(String label, String text) {}

    public QuestionRow {
        choices = List.copyOf(choices);
        tests = List.copyOf(tests);
        meta = Collections.unmodifiableMap(new TreeMap<>(meta));
    }

    /** The row under {@link QuestionColumns#SCHEMA}, but for meta, which is an array of key and value. */
    public Row toRow() {
        return RowFactory.create(
                id,
                text,
                optionRows(),
                gold,
                tests.isEmpty() ? null : tests.toArray(new String[0]),
                split,
                task,
                metaRows());
    }

    private Row[] metaRows() {
        if (meta.isEmpty()) {
            return null;
        }
        return meta.entrySet().stream()
                .map(entry -> RowFactory.create(entry.getKey(), entry.getValue()))
                .toArray(Row[]::new);
    }

    private Row[] optionRows() {
        if (choices.isEmpty()) {
            return null;
        }
        return choices.stream()
                .map(option -> RowFactory.create(option.label(), option.text()))
                .toArray(Row[]::new);
    }
}
