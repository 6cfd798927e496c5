package dev.twt.generation;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.util.AccumulatorV2;

/** Counts by teacher, brought to the driver with tasks that ended and, on the way, with heartbeats. */
final class TallyAccumulator extends AccumulatorV2<TallyAccumulator.Change, Map<String, Tally>> {
    private static final long serialVersionUID = 1L;

    private final HashMap<String, Tally> byTeacher = new HashMap<>();

    /**
     * One recorded answer.
     *
     * @param teacher who answered
     * @param tally its counts
     */
    record Change(String teacher, Tally tally) {}

    @Override
    public synchronized boolean isZero() {
        return byTeacher.isEmpty();
    }

    @Override
    public synchronized AccumulatorV2<Change, Map<String, Tally>> copy() {
        TallyAccumulator copy = new TallyAccumulator();
        copy.byTeacher.putAll(byTeacher);
        return copy;
    }

    @Override
    public synchronized void reset() {
        byTeacher.clear();
    }

    @Override
    public synchronized void add(Change change) {
        byTeacher.merge(change.teacher(), change.tally(), Tally::plus);
    }

    @Override
    public void merge(AccumulatorV2<Change, Map<String, Tally>> other) {
        other.value().forEach((teacher, tally) -> add(new Change(teacher, tally)));
    }

    @Override
    public synchronized Map<String, Tally> value() {
        return Map.copyOf(byTeacher);
    }
}
