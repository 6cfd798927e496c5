package dev.twt.job;

import dev.twt.distillation.export.Exported;
import dev.twt.distillation.export.ExportedFile;
import dev.twt.distillation.export.Exports;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the distillation sets as other tools read them, and says how to go on there. */
final class ExportStep {
    private final RunContext run;

    ExportStep(RunContext run) {
        this.run = run;
    }

    Map<String, Object> run() {
        List<Exported> all =
                Exports.write(run.spark(), run.workspace(), run.config().export());
        run.console().say(screen(all));
        Map<String, Object> figures = new LinkedHashMap<>();
        all.forEach(exported -> figures.put(exported.format(), exported.rows()));
        return figures;
    }

    private static String screen(List<Exported> all) {
        StringBuilder screen = new StringBuilder();
        for (Exported exported : all) {
            screen.append('\n').append(exported.format()).append(": ").append(exported.folder());
            for (ExportedFile file : exported.files()) {
                screen.append(String.format(Locale.ROOT, "%n  %,9d examples  %s", file.rows(), file.path()));
            }
            screen.append("\n  next: ").append(exported.next()).append('\n');
        }
        return screen.append("\nMore: docs/exports.md").toString();
    }
}
