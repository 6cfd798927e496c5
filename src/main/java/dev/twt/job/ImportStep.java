package dev.twt.job;

import dev.twt.config.UserException;
import dev.twt.generation.ImportFigures;
import dev.twt.generation.ImportResult;
import dev.twt.generation.ResponseImport;
import dev.twt.task.Tasks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
        ImportResult result = new ResponseImport(
                        run.spark(),
                        run.workspace(),
                        run.config().task(),
                        Tasks::named,
                        run.config().strict())
                .run(run.config().imports(), run.config().questions());
        result.sources().forEach(this::say);
        return figures(result);
    }

    private void say(ImportFigures source) {
        run.console()
                .say(String.format(
                        "%s: %,d answers new, %,d known before, %,d with an answer found, %,d rows left out  (%s)",
                        source.teacher(),
                        source.added(),
                        source.known(),
                        source.answers(),
                        source.rejectedRows(),
                        source.path()));
        source.rejected().forEach((reason, rows) -> run.console().note("  " + rows + "  " + reason));
    }

    private static Map<String, Object> figures(ImportResult result) {
        List<Map<String, Object>> sources = new ArrayList<>();
        for (ImportFigures source : result.sources()) {
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("path", source.path());
            figures.put("teacher", source.teacher());
            figures.put("added", source.added());
            figures.put("known", source.known());
            figures.put("answers", source.answers());
            figures.put("rejected", source.rejected());
            sources.add(figures);
        }
        return Map.of("sources", sources);
    }
}
