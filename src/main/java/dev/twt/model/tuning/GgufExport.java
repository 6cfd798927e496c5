package dev.twt.model.tuning;

import dev.twt.model.file.GgufCopy;
import dev.twt.model.file.GgufFile;
import dev.twt.model.network.Architecture;
import dev.twt.model.network.Checkpoint;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** A whole model as a GGUF file of float32, with settings, tokenizer and template of the file it was trained from. */
final class GgufExport {
    private GgufExport() {}

    /**
     * @param like the GGUF file of the model that training began with
     * @param checkpoint the weights to write, of the same architecture
     */
    static void write(Path file, Path like, Architecture architecture, Checkpoint checkpoint) {
        Map<String, Supplier<float[]>> values = new LinkedHashMap<>();
        for (Layout.Slot slot : Layout.of(architecture)) {
            values.put(slot.part().inGguf(slot.layer()), () -> checkpoint.inGguf(slot.part(), slot.layer()));
        }
        try (GgufFile base = GgufFile.open(like)) {
            GgufCopy.write(file, base, values);
        }
    }
}
