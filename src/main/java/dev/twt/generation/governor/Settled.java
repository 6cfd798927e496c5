package dev.twt.generation.governor;

/** A settlement with its permit, in whole numbers. */
record Settled(long permit, boolean sent, boolean certain, boolean throttled, Amount used) {
    static Settled of(long permit, Settlement settlement) {
        return new Settled(
                permit,
                settlement.sent(),
                settlement.certain(),
                settlement.throttled(),
                Amount.of(settlement.tokens(), settlement.usd()));
    }
}
