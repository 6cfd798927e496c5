package dev.twt.model.tuning;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twt.model.ModelSource;
import dev.twt.model.file.GgufFile;
import dev.twt.model.file.SafetensorsType;
import dev.twt.model.file.SafetensorsWriter;
import dev.twt.model.network.Checkpoint;
import dev.twt.model.network.GgufConfig;
import dev.twt.model.text.Tokenizers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A whole model as a Hugging Face folder: float32 weights, and the base's own settings, tokenizer and template. */
final class MergedExport {
    private static final List<String> COPIED = List.of(
            "tokenizer.json",
            "tokenizer_config.json",
            "tokenizer.model",
            "special_tokens_map.json",
            "added_tokens.json",
            "vocab.json",
            "merges.txt",
            "generation_config.json",
            "chat_template.jinja");

    private MergedExport() {}

    /** @param checkpoint the weights to write, of the architecture of {@code source} */
    static void write(Path folder, ModelSource source, Checkpoint checkpoint) {
        if (folder.toAbsolutePath()
                .normalize()
                .equals(source.base().toAbsolutePath().normalize())) {
            throw new IllegalArgumentException("The merged model would overwrite its base " + folder);
        }
        JsonFiles.createFolder(folder);
        Map<String, SafetensorsWriter.Source> sources = new LinkedHashMap<>();
        for (Layout.Slot slot : Layout.of(source.architecture())) {
            sources.put(
                    slot.name(),
                    new SafetensorsWriter.Source(slot.shape(), () -> checkpoint.published(slot.part(), slot.layer())));
        }
        SafetensorsWriter.writeEach(
                folder.resolve("model.safetensors"), sources, SafetensorsType.F32, Map.of("format", "pt"));
        if (source.gguf().isPresent()) {
            fromGguf(source, source.gguf().get(), folder);
        } else {
            fromFolder(source.base(), folder);
        }
    }

    private static void fromGguf(ModelSource source, GgufFile file, Path to) {
        String where = file.path().toString();
        JsonFiles.write(to.resolve("config.json"), GgufConfig.of(where, file.metadata(), source.architecture()));
        Tokenizers.filesOf(file).forEach((name, json) -> JsonFiles.write(to.resolve(name), json));
        source.template().ifPresent(text -> JsonFiles.write(to.resolve("chat_template.jinja"), text));
    }

    private static void fromFolder(Path from, Path to) {
        ObjectNode config = (ObjectNode) JsonFiles.read(from.resolve("config.json"));
        config.put("torch_dtype", "float32");
        config.remove("dtype");
        JsonFiles.write(to.resolve("config.json"), config);
        for (String name : COPIED) {
            if (Files.exists(from.resolve(name))) {
                try {
                    Files.copy(from.resolve(name), to.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                } catch (IOException e) {
                    throw JsonFiles.unwritable(to.resolve(name), e);
                }
            }
        }
    }
}
