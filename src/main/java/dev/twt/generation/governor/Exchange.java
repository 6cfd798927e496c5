package dev.twt.generation.governor;

import java.util.ArrayList;
import java.util.List;

/**
 * One message of a client: settlements, and perhaps a request for permits or a farewell. It travels as arrays and
 * strings of the JDK alone: a class of this project would not be found by Spark's own class loader.
 *
 * @param run whose limits
 * @param client who asks
 * @param executor where it runs
 * @param sequence number of the message among the client's, from 1; a message sent again keeps its number
 * @param settled what has ended since
 * @param teacher whose permits are asked for
 * @param worst worst case of each request; empty if none is asked for
 * @param leaving whether this is the client's last message
 */
record Exchange(
        String run,
        String client,
        String executor,
        long sequence,
        List<Settled> settled,
        String teacher,
        List<Amount> worst,
        boolean leaving) {
    private static final int SENT = 1;
    private static final int CERTAIN = 2;
    private static final int THROTTLED = 4;

    Object encode() {
        long[] ended = new long[4 * settled.size()];
        for (int i = 0; i < settled.size(); i++) {
            Settled one = settled.get(i);
            ended[4 * i] = one.permit();
            ended[4 * i + 1] =
                    (one.sent() ? SENT : 0) | (one.certain() ? CERTAIN : 0) | (one.throttled() ? THROTTLED : 0);
            ended[4 * i + 2] = one.used().tokens();
            ended[4 * i + 3] = one.used().nanoUsd();
        }
        long[] asked = new long[2 * worst.size()];
        for (int i = 0; i < worst.size(); i++) {
            asked[2 * i] = worst.get(i).tokens();
            asked[2 * i + 1] = worst.get(i).nanoUsd();
        }
        return new Object[] {run, client, executor, sequence, ended, teacher, asked, leaving};
    }

    /** Reads what {@link #encode} has made; anything else ends in a RuntimeException. */
    static Exchange decode(Object message) {
        Object[] parts = (Object[]) message;
        long[] ended = (long[]) parts[4];
        List<Settled> settled = new ArrayList<>();
        for (int i = 0; i < ended.length; i += 4) {
            settled.add(new Settled(
                    ended[i],
                    (ended[i + 1] & SENT) != 0,
                    (ended[i + 1] & CERTAIN) != 0,
                    (ended[i + 1] & THROTTLED) != 0,
                    new Amount(ended[i + 2], ended[i + 3])));
        }
        long[] asked = (long[]) parts[6];
        List<Amount> worst = new ArrayList<>();
        for (int i = 0; i < asked.length; i += 2) {
            worst.add(new Amount(asked[i], asked[i + 1]));
        }
        return new Exchange(
                (String) parts[0],
                (String) parts[1],
                (String) parts[2],
                (Long) parts[3],
                settled,
                (String) parts[5],
                worst,
                (Boolean) parts[7]);
    }
}
