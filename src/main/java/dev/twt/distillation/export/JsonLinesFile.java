package dev.twt.distillation.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Optional;
import org.apache.spark.sql.Column;

/** One side of a stage as one file of JSON lines, in UTF-8. One partition at a time is on the driver. */
final class JsonLinesFile {
    private JsonLinesFile() {}

    static Optional<ExportedFile> write(StageSide side, ExportFolder folder, Column... columns) throws IOException {
        Iterator<String> lines = side.ordered(columns).toJSON().toLocalIterator();
        if (!lines.hasNext()) {
            return Optional.empty();
        }
        String name = side.stage() + "/" + side.split() + ".jsonl";
        long rows = 0;
        try (OutputStream out = new BufferedOutputStream(folder.create(name), 1 << 16)) {
            for (; lines.hasNext(); rows++) {
                out.write(lines.next().getBytes(StandardCharsets.UTF_8));
                out.write('\n');
            }
        }
        return Optional.of(new ExportedFile(side.stage(), side.split(), name, rows));
    }
}
