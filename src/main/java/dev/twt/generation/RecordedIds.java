package dev.twt.generation;

import dev.twt.dataset.Sha256;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Identities of recorded requests, each with the goodness of its best row: a table of 17 bytes a slot and half of them
 * free, so that a million is some 36 MB. Of an identity, a sha256, the first 128 bits stand for the whole.
 */
final class RecordedIds implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int LEAST_SLOTS = 1 << 10;
    private static final int SHA256_DIGITS = 64;
    private static final byte FREE = -1;

    private long[] high;
    private long[] low;
    private byte[] goodness;
    private int size;

    RecordedIds() {
        makeRoom(LEAST_SLOTS);
    }

    private void makeRoom(int slots) {
        high = new long[slots];
        low = new long[slots];
        goodness = new byte[slots];
        Arrays.fill(goodness, FREE);
    }

    /** @param good 0 is the best, at most 127 */
    void add(String id, int good) {
        ByteBuffer bits = bits(id);
        add(bits.getLong(), bits.getLong(), (byte) good);
    }

    private void add(long first, long second, byte good) {
        int slot = slot(first, second);
        if (goodness[slot] == FREE) {
            high[slot] = first;
            low[slot] = second;
            goodness[slot] = good;
            size++;
            grow();
        } else if (good < goodness[slot]) {
            goodness[slot] = good;
        }
    }

    private void grow() {
        if (2L * size <= goodness.length) {
            return;
        }
        RecordedIds smaller = new RecordedIds();
        smaller.high = high;
        smaller.low = low;
        smaller.goodness = goodness;
        makeRoom(2 * goodness.length);
        size = 0;
        addAll(smaller);
    }

    void addAll(RecordedIds others) {
        for (int slot = 0; slot < others.goodness.length; slot++) {
            if (others.goodness[slot] != FREE) {
                add(others.high[slot], others.low[slot], others.goodness[slot]);
            }
        }
    }

    /** Goodness of the best row, or -1 where there is none. */
    int best(String id) {
        ByteBuffer bits = bits(id);
        return goodness[slot(bits.getLong(), bits.getLong())];
    }

    int size() {
        return size;
    }

    /** Where it stands, or the free slot where it would. The bits are as good as random: they need no hash. */
    private int slot(long first, long second) {
        int slot = (int) second & (goodness.length - 1);
        while (goodness[slot] != FREE && (high[slot] != first || low[slot] != second)) {
            slot = (slot + 1) & (goodness.length - 1);
        }
        return slot;
    }

    private static ByteBuffer bits(String id) {
        if (id.length() == SHA256_DIGITS) {
            try {
                return ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(Long.parseUnsignedLong(id, 0, 16, 16))
                        .putLong(Long.parseUnsignedLong(id, 16, 32, 16))
                        .flip();
            } catch (NumberFormatException e) {
                return ByteBuffer.wrap(Sha256.bytes(id));
            }
        }
        return ByteBuffer.wrap(Sha256.bytes(id));
    }
}
