package dev.twt.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** A note beside the stored questions that says of which files they were made; whatever replaces them removes it. */
final class StoredOrigin {
    private static final String NAME = "_origin.json";
    private static final String FINGERPRINT = "fingerprint";
    private static final String STORED = "stored";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path folder;
    private final Configuration hadoop;

    StoredOrigin(Workspace workspace) {
        this.folder = new Path(workspace.questions());
        this.hadoop = workspace.configuration();
    }

    /** What was made of the files, if they were these and what was stored lies there whole. */
    Optional<QuestionFigures> figures(String fingerprint) throws IOException {
        Optional<String> text = StoragePaths.text(new Path(folder, NAME), hadoop);
        if (fingerprint.isEmpty() || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            JsonNode note = MAPPER.readTree(text.get());
            boolean same = note.path(FINGERPRINT).asText().equals(fingerprint)
                    && note.path(STORED).asText().equals(stored());
            return same ? Optional.of(figures(note)) : Optional.empty();
        } catch (JsonProcessingException e) {
            // Broken off or written by hand: the files tell.
            return Optional.empty();
        }
    }

    private static QuestionFigures figures(JsonNode note) {
        Map<String, Long> rejected = new TreeMap<>();
        note.path("rejected")
                .fields()
                .forEachRemaining(
                        entry -> rejected.put(entry.getKey(), entry.getValue().asLong()));
        return new QuestionFigures(
                note.path("rows").asLong(),
                note.path("questions").asLong(),
                note.path("collapsed").asLong(),
                rejected);
    }

    void write(String fingerprint, QuestionFigures figures) throws IOException {
        ObjectNode note = MAPPER.createObjectNode()
                .put(FINGERPRINT, fingerprint)
                .put(STORED, stored())
                .put("rows", figures.rows())
                .put("questions", figures.questions())
                .put("collapsed", figures.collapsed());
        ObjectNode rejected = note.putObject("rejected");
        figures.rejected().forEach(rejected::put);
        StoragePaths.replace(new Path(folder, NAME), note.toString(), hadoop);
    }

    /** Names and sizes of the table's files. */
    private String stored() throws IOException {
        List<FileStatus> files = StoragePaths.files(folder, ".parquet", hadoop);
        StringBuilder text = new StringBuilder();
        files.forEach(file -> text.append(file.getPath().getName())
                .append('\t')
                .append(file.getLen())
                .append('\n'));
        return Sha256.hex(text.toString());
    }
}
