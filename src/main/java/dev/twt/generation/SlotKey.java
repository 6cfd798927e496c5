package dev.twt.generation;

import java.io.Serializable;
import java.util.Comparator;

/**
 * Where a request is sent from, and when: all samples of a question come from one task, one after another, so that
 * whoever answers can read the question once.
 */
record SlotKey(int slot, String questionId, int sample) implements Comparable<SlotKey>, Serializable {
    private static final Comparator<SlotKey> ORDER = Comparator.comparingInt(SlotKey::slot)
            .thenComparing(SlotKey::questionId)
            .thenComparingInt(SlotKey::sample);

    static SlotKey of(OpenRequest open, Slots slots) {
        String question = open.request().questionId();
        return new SlotKey(
                slots.of(open.teacher(), question), question, open.request().sample());
    }

    @Override
    public int compareTo(SlotKey other) {
        return ORDER.compare(this, other);
    }
}
