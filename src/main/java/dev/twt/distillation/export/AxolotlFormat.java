package dev.twt.distillation.export;

import dev.twt.dataset.DatasetCard;
import dev.twt.distillation.Split;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Axolotl's chat_template form, and for each stage the lines of its configuration. */
final class AxolotlFormat implements ExportFormat {
    @Override
    public String name() {
        return "axolotl";
    }

    @Override
    public Optional<ExportedFile> write(StageSide side, ExportFolder folder) throws IOException {
        return Conversations.write(side, folder);
    }

    @Override
    public void describe(List<ExportedFile> files, ExportFolder folder) throws IOException {
        Map<String, List<ExportedFile>> stages =
                files.stream().collect(Collectors.groupingBy(ExportedFile::stage, TreeMap::new, Collectors.toList()));
        for (Map.Entry<String, List<ExportedFile>> stage : stages.entrySet()) {
            folder.text(fragment(stage.getKey()), lines(stage.getValue(), folder));
        }
    }

    private static String fragment(String stage) {
        return stage + ".yaml";
    }

    private static String lines(List<ExportedFile> files, ExportFolder folder) {
        StringBuilder yaml = new StringBuilder();
        for (ExportedFile file : files) {
            boolean train = file.split().equals(Split.TRAIN);
            yaml.append(train ? "datasets:\n" : "val_set_size: 0\ntest_datasets:\n")
                    .append("  - path: ")
                    .append(DatasetCard.quoted(folder.shown(file.path())))
                    .append("\n    ds_type: json\n    split: train\n    type: chat_template\n")
                    .append("    field_messages: ")
                    .append(Conversations.MESSAGES)
                    .append("\n    message_property_mappings:\n      role: role\n      content: content\n")
                    .append("    roles_to_train: [\"assistant\"]\n    train_on_eos: turn\n");
        }
        return yaml.toString();
    }

    @Override
    public String next(List<ExportedFile> files, ExportFolder folder) {
        return "put the lines of " + folder.shown(fragment(files.get(0).stage())) + " into your configuration";
    }
}
