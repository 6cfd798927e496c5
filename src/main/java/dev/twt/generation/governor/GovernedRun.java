package dev.twt.generation.governor;

import java.util.Optional;

/** A run under limits, on the driver. Closing it ends every grant. */
public final class GovernedRun implements AutoCloseable {
    private final String run;
    private final GovernorLink link;
    private final Optional<DriverGovernor> governor;
    private final Optional<String> notice;

    GovernedRun(String run, GovernorLink link, Optional<DriverGovernor> governor, Optional<String> notice) {
        this.run = run;
        this.link = link;
        this.governor = governor;
        this.notice = notice;
    }

    /** What the tasks take along. */
    public GovernorLink link() {
        return link;
    }

    /** What the user should read once, without a full stop; empty where limits hold as configured. */
    public Optional<String> notice() {
        return notice;
    }

    /** Requests and spending now; nothing where limits are divided. */
    public GovernorFigures figures() {
        return governor.map(DriverGovernor::figures).orElseGet(GovernorFigures::none);
    }

    @Override
    public void close() {
        if (governor.isPresent()) {
            OpenRuns.end(run);
        }
    }
}
