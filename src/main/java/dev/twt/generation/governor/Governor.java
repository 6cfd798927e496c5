package dev.twt.generation.governor;

import java.util.List;

/**
 * Permission to send requests, and the account of what they cost. Safe for use by several threads. No method waits for
 * a limit: who may not send now is told when to ask again.
 */
public interface Governor extends AutoCloseable {
    /**
     * Asks to send requests of one teacher now. A prefix of them is granted.
     *
     * @param worst what each would take at worst, in the order in which they would be sent; not empty
     */
    Grant ask(String teacher, List<Reservation> worst);

    /**
     * Says how a granted request ended. To be called once for every permit; what is never settled stays reserved, and
     * counts as uncertain spend once its executor is gone.
     */
    void settle(long permit, Settlement settlement);

    @Override
    void close();
}
