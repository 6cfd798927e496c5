package dev.twt.distillation.export;

import dev.twt.distillation.Split;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** LLaMA-Factory's sharegpt form with OpenAI's names of roles, and the dataset_info.json that names the files. */
final class LlamaFactoryFormat implements ExportFormat {
    @Override
    public String name() {
        return "llama-factory";
    }

    @Override
    public Optional<ExportedFile> write(StageSide side, ExportFolder folder) throws IOException {
        return Conversations.write(side, folder);
    }

    @Override
    public void describe(List<ExportedFile> files, ExportFolder folder) throws IOException {
        Map<String, Object> info = new LinkedHashMap<>();
        files.forEach(file -> info.put(dataset(file), entry(file)));
        folder.json("dataset_info.json", info);
    }

    private static Map<String, Object> entry(ExportedFile file) {
        Map<String, String> tags = new LinkedHashMap<>();
        // A tag that is left out is none at all as soon as one is given.
        tags.put("role_tag", "role");
        tags.put("content_tag", "content");
        tags.put("user_tag", "user");
        tags.put("assistant_tag", "assistant");
        tags.put("system_tag", "system");
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("file_name", file.path());
        entry.put("formatting", "sharegpt");
        entry.put("columns", Map.of("messages", Conversations.MESSAGES));
        entry.put("tags", tags);
        return entry;
    }

    private static String dataset(ExportedFile file) {
        return "twt_" + file.stage() + (file.split().equals(Split.TRAIN) ? "" : "_" + file.split());
    }

    @Override
    public String next(List<ExportedFile> files, ExportFolder folder) {
        String stage = files.get(0).stage();
        return files.stream()
                .filter(file -> file.stage().equals(stage))
                .map(file -> (file.split().equals(Split.TRAIN) ? "dataset: " : "eval_dataset: ") + dataset(file))
                .collect(Collectors.joining(", ", "dataset_dir: " + folder.shown("") + ", ", ""));
    }
}
