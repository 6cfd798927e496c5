package dev.twt.distillation.export;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;

import dev.twt.dataset.DistillColumns;
import java.io.IOException;
import java.util.Optional;

/** Prompt and completion as one list of messages. */
final class Conversations {
    static final String MESSAGES = "messages";

    private Conversations() {}

    static Optional<ExportedFile> write(StageSide side, ExportFolder folder) throws IOException {
        return JsonLinesFile.write(
                side,
                folder,
                StageSide.withLineage(concat(col(DistillColumns.PROMPT), col(DistillColumns.COMPLETION))
                        .as(MESSAGES)));
    }
}
