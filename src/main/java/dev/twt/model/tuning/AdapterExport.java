package dev.twt.model.tuning;

import ai.djl.pytorch.engine.PtNDArray;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twt.model.file.SafetensorsType;
import dev.twt.model.file.SafetensorsWriter;
import dev.twt.model.network.LoraAdapter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** An adapter's folder as PEFT writes it. */
final class AdapterExport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private AdapterExport() {}

    static void write(Path folder, String base, LoraSettings lora, Map<String, PtNDArray> trained) {
        if (Files.exists(folder.resolve("config.json"))) {
            throw new IllegalArgumentException(
                    "There is a model in " + folder + ": give the adapter a folder of its own");
        }
        JsonFiles.createFolder(folder);
        Map<String, SafetensorsWriter.Source> sources = new LinkedHashMap<>();
        new TreeMap<>(trained)
                .forEach((name, tensor) -> sources.put(
                        name,
                        new SafetensorsWriter.Source(tensor.getShape().getShape(), () -> Tensors.values(tensor))));
        SafetensorsWriter.writeEach(
                folder.resolve(LoraAdapter.WEIGHTS), sources, SafetensorsType.F32, Map.of("format", "pt"));
        JsonFiles.write(folder.resolve(LoraAdapter.CONFIG), config(base, lora));
    }

    private static ObjectNode config(String base, LoraSettings lora) {
        ObjectNode config = JSON.createObjectNode();
        config.put("peft_type", "LORA").put("task_type", "CAUSAL_LM").put("base_model_name_or_path", base);
        config.put("r", lora.rank());
        if (lora.alpha() == Math.rint(lora.alpha())) {
            config.put("lora_alpha", (long) lora.alpha());
        } else {
            config.put("lora_alpha", lora.alpha());
        }
        config.put("lora_dropout", lora.dropout());
        ArrayNode targets = config.putArray("target_modules");
        lora.targets().forEach(targets::add);
        config.put("bias", "none").put("fan_in_fan_out", false).put("inference_mode", true);
        config.put("init_lora_weights", true).put("use_rslora", false).put("use_dora", false);
        config.putNull("modules_to_save");
        config.putNull("layers_to_transform");
        config.putNull("layers_pattern");
        config.putNull("revision");
        config.putObject("rank_pattern");
        config.putObject("alpha_pattern");
        return config;
    }

    /** The adapters as they stand. */
    static LoraAdapter adapter(Path folder, LoraSettings lora, Map<String, PtNDArray> trained) {
        Map<String, LoraAdapter.Update> updates = new TreeMap<>();
        trained.forEach((name, a) -> LoraAdapter.tensorOf(name, true)
                .ifPresent(tensor -> updates.put(
                        tensor,
                        new LoraAdapter.Update(
                                Tensors.values(a), Tensors.values(trained.get(LoraAdapter.nameIn(tensor, false)))))));
        return new LoraAdapter(folder, folder.toString(), lora.rank(), lora.scale(), updates);
    }
}
