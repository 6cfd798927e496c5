package dev.twt.training;

import dev.twt.config.JvmTrainerConfig;
import dev.twt.config.TrainConfig;
import dev.twt.config.TrainMethod;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that a stage's result depends on, as far as it is known here.
 *
 * @param values what it is to its value, settings by their keys; contents by their sha256
 */
record StageInputs(Map<String, String> values) {
    static final String MODEL = "the model it starts from";
    private static final String TRAIN = "the examples";
    private static final String HELD_OUT = "the held-out examples";
    private static final int LONGEST_SHOWN = 60;

    StageInputs {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** @param model identity of what the stage starts from */
    static StageInputs of(Stage stage, String model, TrainConfig config, long seed) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(TRAIN, sha256(stage.train()));
        values.put(
                HELD_OUT, stage.heldOut().isPresent() ? sha256(stage.heldOut().get()) : "");
        values.put(MODEL, model);
        if (config.method() != TrainMethod.TWT) { // which older students' marks say nothing of
            values.put("train.method", config.method().word());
        }
        if (config.inJvm()) {
            values.put("train.jvm", learning(config.jvm()));
            if (config.method().hasSoftTargets(stage.name())) {
                values.put("train.jvm.soft-targets", config.jvm().softTargets().words());
            }
        } else {
            values.put("train.command", String.join(" ", config.command()));
            values.put("train.environment", config.openEnvironment().toString());
        }
        values.put("train.epochs", String.valueOf(config.epochs()));
        values.put("train.learning-rate", String.valueOf(config.learningRate()));
        values.put("train.batch-size", String.valueOf(config.batchSize()));
        values.put("train.max-length", String.valueOf(config.maxLength()));
        values.put("train.lora.r", String.valueOf(config.lora().r()));
        values.put("train.lora.alpha", String.valueOf(config.lora().alpha()));
        values.put("train.lora.dropout", String.valueOf(config.lora().dropout()));
        values.put("seed", String.valueOf(seed));
        return new StageInputs(values);
    }

    /** What the weights depend on: not how often something is shown or kept, nor what passes at once. */
    private static String learning(JvmTrainerConfig jvm) {
        return "weights " + jvm.weights() + ", targets " + String.join(" ", jvm.targets()) + ", dtype " + jvm.dtype()
                + ", warm-up " + jvm.warmUp() + ", schedule " + jvm.schedule() + ", weight-decay " + jvm.weightDecay()
                + ", clip-norm " + jvm.clipNorm() + ", too-long " + jvm.tooLong()
                + (jvm.patience() > 0
                        ? ", patience " + jvm.patience() + " evaluations, one every " + jvm.evaluateEvery()
                        : "");
    }

    /** What has changed since, in words; empty where nothing has. */
    List<String> changedSince(StageInputs before) {
        List<String> changed = new ArrayList<>();
        values.forEach((name, value) -> {
            String was = before.values.getOrDefault(name, "");
            if (!was.equals(value)) {
                boolean shown = name.contains(".") || name.equals("seed");
                changed.add(shown ? name + " was " + shown(was) + " and is " + shown(value) : name + " changed");
            }
        });
        return changed;
    }

    private static String shown(String value) {
        return value.length() <= LONGEST_SHOWN ? value : value.substring(0, LONGEST_SHOWN) + "...";
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
