package dev.twt.distillation.export;

import dev.twt.dataset.DatasetCard;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructType;

/** README.md of a data set on the hub: a head for programs, then the story of the set. */
final class HuggingFaceCard {
    private static final String FENCE = "---\n";

    private final String licence;
    private final String story;
    private final StructType schema;

    /**
     * @param licence identifier, or empty
     * @param story the card beside the set, or empty
     * @param schema of the files
     */
    HuggingFaceCard(String licence, String story, StructType schema) {
        this.licence = licence;
        this.story = story;
        this.schema = schema;
    }

    String of(List<ExportedFile> files) {
        Map<String, List<ExportedFile>> stages = files.stream()
                .collect(Collectors.groupingBy(ExportedFile::stage, LinkedHashMap::new, Collectors.toList()));
        StringBuilder head = new StringBuilder(FENCE);
        head.append("pretty_name: \"Distillation set\"\n");
        head.append(
                licence.isBlank()
                        ? "license: other\nlicense_name: see-card\n"
                        : "license: " + DatasetCard.quoted(licence.strip()) + "\n");
        head.append("task_categories:\n- text-generation\ntags:\n- distillation\n- reasoning\n- synthetic\n");
        head.append("size_categories:\n- ")
                .append(DatasetCard.size(
                        files.stream().mapToLong(ExportedFile::rows).sum()))
                .append('\n');
        head.append("configs:\n");
        String first = files.get(0).stage();
        stages.forEach((stage, sides) -> config(head, stage, sides, stage.equals(first)));
        head.append("dataset_info:\n");
        stages.forEach((stage, sides) -> info(head, stage, sides));
        return head.append(FENCE).append('\n').append(body()).toString();
    }

    private static void config(StringBuilder head, String stage, List<ExportedFile> sides, boolean isDefault) {
        head.append("- config_name: ").append(stage).append('\n');
        if (isDefault) {
            head.append("  default: true\n");
        }
        head.append("  data_files:\n");
        sides.forEach(side -> head.append("  - split: ")
                .append(side.split())
                .append("\n    path: ")
                .append(side.path())
                .append('\n'));
    }

    private void info(StringBuilder head, String stage, List<ExportedFile> sides) {
        head.append("- config_name: ").append(stage).append("\n  features:\n");
        head.append(Features.of(schema, "  "));
        head.append("  splits:\n");
        sides.forEach(side -> head.append("  - name: ")
                .append(side.split())
                .append("\n    num_examples: ")
                .append(side.rows())
                .append('\n'));
    }

    /** The story without its own head, and without the columns that are names of files here. */
    private String body() {
        int end = story.startsWith(FENCE) ? story.indexOf("\n" + FENCE) : -1;
        String text = end < 0 ? story : story.substring(end + 1 + FENCE.length());
        return text.lines()
                        .filter(line -> !line.startsWith("| stage |") && !line.startsWith("| split |"))
                        .collect(Collectors.joining("\n"))
                        .strip()
                + "\n";
    }
}
