package dev.twt.generation.governor;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Client of a governor in the same JVM. */
final class DirectGovernor implements Governor {
    private final DriverGovernor governor;
    private final String client;
    private final String executor;
    private final AtomicBoolean closed = new AtomicBoolean();

    DirectGovernor(DriverGovernor governor, String client, String executor) {
        this.governor = governor;
        this.client = client;
        this.executor = executor;
    }

    @Override
    public Grant ask(String teacher, List<Reservation> worst) {
        if (closed.get()) {
            throw new IllegalStateException("The governor's client is closed");
        }
        return governor.ask(
                client, executor, teacher, worst.stream().map(Amount::of).toList());
    }

    @Override
    public void settle(long permit, Settlement settlement) {
        governor.settle(Settled.of(permit, settlement));
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            governor.left(client);
        }
    }
}
