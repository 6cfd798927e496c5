package dev.twt.model.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.model.TinyModels;
import dev.twt.model.torch.DeviceChoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A training that PyTorch, transformers and PEFT did: {@code src/test/python/training_fixtures.py} wrote it down. */
final class ReferenceRun {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String kind;
    private final Path folder;
    private final JsonNode run;

    /** @param scratch an empty folder, to which the model is copied */
    ReferenceRun(String family, String kind, Path scratch) {
        this.kind = kind;
        this.folder = copy(resources().resolve(family), scratch.resolve(family));
        this.run = read(folder.resolve(kind + ".json"));
    }

    private static Path resources() {
        try {
            return Path.of(ReferenceRun.class.getResource("batches.json").toURI())
                    .getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path copy(Path from, Path to) {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path target = to.resolve(from.relativize(each).toString());
                Files.createDirectories(target.getParent());
                if (!Files.isDirectory(each)) {
                    Files.copy(each, target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        TinyModels.tokenizer(to);
        return to;
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Another file of the family. */
    JsonNode read(String name) {
        return read(folder.resolve(name));
    }

    /** The model's folder, or that of the adapter to go on with. */
    Path model() {
        return run.path("lora").isNull() ? folder : folder.resolve(kind);
    }

    TuningSettings settings() {
        return settings(Dtype.FLOAT32);
    }

    TuningSettings settings(Dtype dtype) {
        JsonNode lora = run.path("lora");
        List<String> targets = new ArrayList<>();
        lora.path("target_modules").forEach(target -> targets.add(target.asText()));
        Optional<LoraSettings> adapters = lora.isNull()
                ? Optional.empty()
                : Optional.of(new LoraSettings(
                        lora.path("r").asInt(),
                        lora.path("lora_alpha").asDouble(),
                        lora.path("lora_dropout").asDouble(),
                        targets));
        return new TuningSettings(
                adapters,
                new AdamWSettings(
                        run.path("beta1").asDouble(),
                        run.path("beta2").asDouble(),
                        run.path("epsilon").asDouble(),
                        run.path("decay").asDouble(),
                        run.path("clip").asDouble()),
                dtype,
                1,
                new DeviceChoice.Processor());
    }

    /** Loss and norm of each step, the learning rate, the scale and the seed of the dropout. */
    JsonNode steps() {
        return run.path("steps");
    }

    /** Gradients of the first step: norm, and values at some places of the flattened tensors. */
    JsonNode gradients() {
        return run.path("gradients");
    }

    /** Weights after the last step, in the same form. */
    JsonNode weights() {
        return run.path("weights");
    }

    /** The examples of each step. */
    static List<List<TokenExample>> batches() {
        List<List<TokenExample>> steps = new ArrayList<>();
        for (JsonNode step : read(resources().resolve("batches.json"))) {
            List<TokenExample> examples = new ArrayList<>();
            for (JsonNode example : step) {
                int[] ids = new int[example.path("ids").size()];
                for (int i = 0; i < ids.length; i++) {
                    ids[i] = example.path("ids").path(i).asInt();
                }
                examples.add(new TokenExample(
                        ids,
                        example.path("from").asInt(),
                        example.path("weight").asDouble()));
            }
            steps.add(examples);
        }
        return steps;
    }
}
