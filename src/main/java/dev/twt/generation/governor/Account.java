package dev.twt.generation.governor;

/** What was spent, what is reserved for requests under way, and what may have been spent. */
final class Account {
    private Amount spent;
    private Amount reserved = Amount.NONE;
    private Amount uncertain = Amount.NONE;

    Account(Amount spent) {
        this.spent = spent;
    }

    void reserve(Amount worst) {
        reserved = reserved.plus(worst);
    }

    void release(Amount worst) {
        reserved = reserved.minus(worst);
    }

    void spend(Amount used) {
        spent = spent.plus(used);
    }

    void doubt(Amount worst) {
        uncertain = uncertain.plus(worst);
    }

    void clear(Amount worst) {
        uncertain = uncertain.minus(worst);
    }

    /** Spent for certain or perhaps: what no settlement of a request under way gives back. */
    Amount gone() {
        return spent.plus(uncertain);
    }

    /** Everything that stands against a limit. */
    Amount taken() {
        return gone().plus(reserved);
    }

    Amount spent() {
        return spent;
    }

    Amount reserved() {
        return reserved;
    }

    Amount uncertain() {
        return uncertain;
    }
}
