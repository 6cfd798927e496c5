package dev.twt.generation;

import dev.twt.dataset.QuestionColumns;
import dev.twt.dataset.ResponseColumns;
import java.io.Serializable;
import java.util.Comparator;
import org.apache.spark.sql.Row;

/**
 * Where a request is sent from, and when: all samples of a question come from one task, one after another, so that
 * whoever answers can read the question once.
 */
record SlotKey(int slot, String questionId, int sample) implements Comparable<SlotKey>, Serializable {
    private static final Comparator<SlotKey> ORDER = Comparator.comparingInt(SlotKey::slot)
            .thenComparing(SlotKey::questionId)
            .thenComparingInt(SlotKey::sample);

    static SlotKey of(Row request, Slots slots) {
        String question = request.getAs(QuestionColumns.QUESTION_ID);
        int teacher = request.<Integer>getAs(PlanColumns.TEACHER_INDEX);
        return new SlotKey(slots.of(teacher, question), question, request.<Integer>getAs(ResponseColumns.SAMPLE));
    }

    @Override
    public int compareTo(SlotKey other) {
        return ORDER.compare(this, other);
    }
}
