package dev.twt.model.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.model.file.ModelException;
import dev.twt.model.file.SafetensorsFile;
import dev.twt.model.file.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Low-rank updates of a model's matrices (Hu et al., 2021): {@code W + scale * B A}, from a folder as Hugging Face's PEFT
 * writes it, {@code adapter_config.json} and {@code adapter_model.safetensors}.
 *
 * @param folder where it comes from
 * @param base the model it belongs to, as the folder names it
 * @param rank rows of A
 * @param scale factor of the updates
 * @param updates by the name of the updated tensor in a Hugging Face folder
 */
public record LoraAdapter(Path folder, String base, int rank, double scale, Map<String, Update> updates) {
    public static final String CONFIG = "adapter_config.json";
    public static final String WEIGHTS = "adapter_model.safetensors";

    private static final String PREFIX = "base_model.model.";
    private static final String A = ".lora_A.weight";
    private static final String B = ".lora_B.weight";
    private static final String EXPORT =
            "Train or export a plain LoRA adapter (PEFT's LoraConfig with r and lora_alpha)";

    /**
     * An update of one matrix.
     *
     * @param a [rank, in]
     * @param b [out, rank]
     */
    @SuppressWarnings("ArrayRecordComponent") // weights, which are not copied
    public record Update(float[] a, float[] b) {}

    /** Whether a folder is an adapter and not a model. */
    public static boolean isOne(Path path) {
        return Files.isRegularFile(path.resolve(CONFIG));
    }

    /** The name of A or B of a tensor in an adapter's file, as PEFT writes it. */
    public static String nameIn(String tensor, boolean first) {
        return PREFIX + tensor.substring(0, tensor.length() - ".weight".length()) + (first ? A : B);
    }

    /** The tensor that A or B of that name belongs to. */
    public static Optional<String> tensorOf(String name, boolean first) {
        String end = first ? A : B;
        return name.startsWith(PREFIX) && name.endsWith(end)
                ? Optional.of(name.substring(PREFIX.length(), name.length() - end.length()) + ".weight")
                : Optional.empty();
    }

    /** Reads an adapter's folder. */
    public static LoraAdapter read(Path folder) {
        JsonNode config = config(folder);
        String where = folder.resolve(CONFIG).toString();
        refuse(where, config);
        int rank = config.path("r").asInt();
        double alpha = config.path("lora_alpha").asDouble();
        String base = config.path("base_model_name_or_path").asText("");
        if (rank < 1 || !config.path("lora_alpha").isNumber() || base.isBlank()) {
            throw new ModelException(
                    where, "it lacks one of r, lora_alpha and base_model_name_or_path", "Export the adapter again");
        }
        double scale = alpha / (config.path("use_rslora").asBoolean() ? Math.sqrt(rank) : rank);
        return new LoraAdapter(folder, base, rank, scale, updates(folder, rank));
    }

    private static JsonNode config(Path folder) {
        Path file = folder.resolve(CONFIG);
        try {
            return new ObjectMapper().readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new ModelException(file.toString(), "it is not JSON", "Export the adapter again", e);
        } catch (IOException e) {
            throw new ModelException(file.toString(), "it can't be read", "Check its permissions", e);
        }
    }

    /** What would change the mathematics and is not computed. */
    private static void refuse(String where, JsonNode config) {
        if (!config.path("peft_type").asText("LORA").equals("LORA")) {
            throw new ModelException(
                    where, "its kind is " + config.path("peft_type").asText() + ", not LORA", EXPORT);
        }
        for (String key : List.of("use_dora", "fan_in_fan_out", "lora_bias")) {
            if (config.path(key).asBoolean()) {
                throw new ModelException(where, key + " is true, which is not supported", EXPORT);
            }
        }
        for (String key : List.of("modules_to_save", "rank_pattern", "alpha_pattern", "trainable_token_indices")) {
            if (!config.path(key).isEmpty()) {
                throw new ModelException(where, key + " is set, which is not supported", EXPORT);
            }
        }
        if (!config.path("bias").asText("none").equals("none")) {
            throw new ModelException(where, "it trains biases, which is not supported", EXPORT);
        }
    }

    private static Map<String, Update> updates(Path folder, int rank) {
        Path file = folder.resolve(WEIGHTS);
        Map<String, Update> updates = new TreeMap<>();
        try (Weights weights = SafetensorsFile.open(file)) {
            for (String name : weights.names()) {
                if (name.startsWith(PREFIX) && name.endsWith(A)) {
                    String module = name.substring(PREFIX.length(), name.length() - A.length());
                    updates.put(module + ".weight", update(file, weights, PREFIX + module, rank));
                } else if (!name.startsWith(PREFIX) || !name.endsWith(B)) {
                    throw new ModelException(file.toString(), "the tensor " + name + " is no part of a LoRA", EXPORT);
                }
            }
            if (updates.isEmpty() || weights.names().size() != 2 * updates.size()) {
                throw new ModelException(
                        file.toString(), "it does not hold an A and a B for each matrix", "Export the adapter again");
            }
        }
        return updates;
    }

    private static Update update(Path file, Weights weights, String module, int rank) {
        long[] a = weights.shape(module + A);
        long[] b = weights.shape(module + B);
        if (a.length != 2 || b.length != 2 || a[0] != rank || b[1] != rank) {
            throw new ModelException(
                    file.toString(),
                    "the update of " + module + " has not the rank " + rank,
                    "Export the adapter again");
        }
        return new Update(weights.read(module + A), weights.read(module + B));
    }

    /** Refuses an adapter that was made for another model. */
    public void check(Architecture architecture) {
        Map<String, long[]> shapes = new TreeMap<>();
        for (Part part : Part.of(architecture.family())) {
            if (part.perLayer() && part.isMatrix()) {
                for (int layer = 0; layer < architecture.layers(); layer++) {
                    shapes.put(part.inFolder(architecture.family(), layer), architecture.shape(part));
                }
            }
        }
        updates.forEach((name, update) -> {
            long[] shape = shapes.get(name);
            if (shape == null) {
                throw another("its model has no matrix " + name);
            }
            if (update.b().length != shape[0] * rank || update.a().length != shape[1] * rank) {
                throw another("its update of " + name + " is [" + update.b().length / rank + ", "
                        + update.a().length / rank + "], the model's matrix [" + shape[0] + ", " + shape[1] + "]");
            }
        });
    }

    private ModelException another(String what) {
        return new ModelException(
                folder.toString(),
                "the adapter was made for another model than " + base + ": " + what,
                "Set base_model_name_or_path in " + CONFIG + " to the model it was trained on");
    }

    /** Adds the update of a tensor, if there is one, to its values [out, in]. */
    void addTo(String name, float[] values) {
        Update update = updates.get(name);
        if (update == null) {
            return;
        }
        int width = update.a().length / rank;
        for (int row = 0; row < update.b().length / rank; row++) {
            for (int k = 0; k < rank; k++) {
                addRow(values, row * width, update.a(), k * width, width, (float) (scale * update.b()[row * rank + k]));
            }
        }
    }

    private static void addRow(float[] values, int at, float[] row, int from, int width, float factor) {
        for (int i = 0; i < width; i++) {
            values[at + i] += factor * row[from + i];
        }
    }
}
