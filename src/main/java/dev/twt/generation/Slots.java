package dev.twt.generation;

import java.util.List;
import org.apache.spark.Partitioner;

/**
 * How requests are laid out over tasks: each teacher has a run of slots of its own, in the order of the config, and a
 * slot is a partition, so that no task ever holds two teachers.
 */
final class Slots extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final int[] firstSlot;
    private final int[] count;
    private final int total;

    /**
     * Lays out slots.
     *
     * @param requests open requests of each teacher
     * @param tasks most slots a teacher
     */
    Slots(List<Long> requests, int tasks) {
        this.firstSlot = new int[requests.size()];
        this.count = new int[requests.size()];
        int next = 0;
        for (int t = 0; t < count.length; t++) {
            firstSlot[t] = next;
            count[t] = (int) Math.min(tasks, requests.get(t));
            next += count[t];
        }
        this.total = Math.max(1, next);
    }

    int of(int teacher, String questionId) {
        return firstSlot[teacher] + Math.floorMod(questionId.hashCode(), Math.max(1, count[teacher]));
    }

    @Override
    public int numPartitions() {
        return total;
    }

    @Override
    public int getPartition(Object key) {
        return ((SlotKey) key).slot();
    }
}
