package dev.twt.job;

import dev.twt.config.UserException;
import java.util.Map;

/** Brings teachers' answers made elsewhere into the ledger. */
final class ImportStep {
    private final RunContext run;

    ImportStep(RunContext run) {
        this.run = run;
    }

    Map<String, Object> run() {
        if (run.config().imports().isEmpty()) {
            throw new UserException(
                    "import.sources",
                    "there is none",
                    "Name the files: import.sources = [ { path = FILE, teacher = NAME, fields { text = FIELD } } ]");
        }
        return Map.of();
    }
}
