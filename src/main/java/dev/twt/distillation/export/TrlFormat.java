package dev.twt.distillation.export;

import static org.apache.spark.sql.functions.col;

import dev.twt.dataset.DistillColumns;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** TRL's conversational prompt and completion form, as JSON lines. */
final class TrlFormat implements ExportFormat {
    @Override
    public String name() {
        return "trl";
    }

    @Override
    public Optional<ExportedFile> write(StageSide side, ExportFolder folder) throws IOException {
        return JsonLinesFile.write(
                side,
                folder,
                StageSide.withLineage(
                        col(DistillColumns.PROMPT),
                        col(DistillColumns.COMPLETION),
                        col(DistillColumns.CHAT_TEMPLATE_KWARGS)));
    }

    @Override
    public void describe(List<ExportedFile> files, ExportFolder folder) {
        // The examples say it all.
    }

    @Override
    public String next(List<ExportedFile> files, ExportFolder folder) {
        String stage = files.get(0).stage();
        return files.stream()
                .filter(file -> file.stage().equals(stage))
                .map(file -> "\"" + file.split() + "\": \"" + folder.shown(file.path()) + "\"")
                .collect(Collectors.joining(", ", "load_dataset(\"json\", data_files={", "})"));
    }
}
