package dev.twt.toy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twt.model.file.SafetensorsFolder;
import dev.twt.model.file.SafetensorsType;
import dev.twt.model.file.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A model's folder with its weights rounded to bfloat16, half as large. */
final class HalfWeights {
    private static final List<String> COPIED = List.of("tokenizer.json", "tokenizer_config.json");
    private static final ObjectMapper JSON = new ObjectMapper();

    private HalfWeights() {}

    static void write(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (SafetensorsFolder weights = SafetensorsFolder.open(from)) {
            Map<String, SafetensorsWriter.Source> sources = new LinkedHashMap<>();
            for (String name : new TreeSet<>(weights.names())) {
                sources.put(name, new SafetensorsWriter.Source(weights.shape(name), () -> weights.read(name)));
            }
            SafetensorsWriter.writeEach(
                    to.resolve("model.safetensors"), sources, SafetensorsType.BF16, Map.of("format", "pt"));
        }
        ObjectNode config = (ObjectNode) JSON.readTree(Files.readString(from.resolve("config.json")));
        Files.writeString(
                to.resolve("config.json"), config.put("torch_dtype", "bfloat16").toPrettyString() + "\n");
        for (String name : COPIED) {
            Files.copy(from.resolve(name), to.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
