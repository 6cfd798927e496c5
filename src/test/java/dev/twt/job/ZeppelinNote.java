package dev.twt.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A notebook as Zeppelin keeps it.
 *
 * @param name as it stands in the list of notes
 * @param paragraphs in their order
 */
record ZeppelinNote(String name, List<Paragraph> paragraphs) {
    /**
     * A cell.
     *
     * @param interpreter what its first line names, such as spark.sql
     * @param text the rest of it
     * @param saved whether it holds results
     * @param chart columns of its chart, as name and index; empty for none
     */
    record Paragraph(String interpreter, String text, boolean saved, List<String> chart) {
        static Paragraph of(JsonNode json) {
            String text = json.path("text").asText();
            int end = text.indexOf('\n');
            List<String> chart = new ArrayList<>();
            JsonNode graph = json.path("config").path("results").path("0").path("graph");
            for (String role : List.of("keys", "groups", "values")) {
                graph.path(role)
                        .forEach(column -> chart.add(column.path("name").asText() + " "
                                + column.path("index").asInt()));
            }
            return new Paragraph(text.substring(1, end), text.substring(end + 1), json.has("results"), chart);
        }
    }

    static ZeppelinNote read(Path file) throws IOException {
        JsonNode json = new ObjectMapper().readTree(file.toFile());
        List<Paragraph> paragraphs = new ArrayList<>();
        json.path("paragraphs").forEach(one -> paragraphs.add(Paragraph.of(one)));
        return new ZeppelinNote(json.path("name").asText(), paragraphs);
    }
}
