package dev.twt.distillation.export;

import static org.apache.spark.sql.functions.col;

import dev.twt.dataset.DistillColumns;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;

/** TRL's conversational prompt and completion form, as JSON lines. */
final class TrlFormat implements ExportFormat {
    static final String NAME = "trl";

    private final String name;

    /** @param name of the folder */
    TrlFormat(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<ExportedFile> write(StageSide side, ExportFolder folder) throws IOException {
        Stream<String> names = Stream.concat(
                Stream.of(DistillColumns.PROMPT, DistillColumns.COMPLETION, DistillColumns.CHAT_TEMPLATE_KWARGS),
                Stream.of(DistillColumns.WEIGHT, DistillColumns.OBJECTIVE).filter(side::has));
        Column[] columns = names.map(name -> col(name)).toArray(Column[]::new);
        return JsonLinesFile.write(side, folder, StageSide.withLineage(columns));
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
