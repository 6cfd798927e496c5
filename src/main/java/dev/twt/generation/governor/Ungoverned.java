package dev.twt.generation.governor;

import java.util.List;

/** Grants everything: for teachers without limits in runs without a budget. */
public final class Ungoverned implements Governor {
    @Override
    public Grant ask(String teacher, List<Reservation> worst) {
        return Grant.all(worst.size(), 0);
    }

    @Override
    public void settle(long permit, Settlement settlement) {}

    @Override
    public void close() {}
}
