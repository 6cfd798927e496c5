package dev.twt.training;

import dev.twt.config.TrainConfig;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What a trainer finds in its environment: the contract of docs/training.md. */
final class TrainerEnvironment {
    /** Seeds that every library takes. */
    private static final long SEEDS = 1L << 31;

    private TrainerEnvironment() {}

    static Map<String, String> of(
            Stage stage, StageFolder folder, String modelIn, TrainConfig config, long seed, Map<String, String> all) {
        Map<String, String> variables = new TreeMap<>(all);
        variables.putAll(config.environment());
        variables.put("TWT_METHOD", config.method().word());
        variables.put("TWT_STAGE", stage.name());
        variables.put("TWT_STAGE_NUMBER", String.valueOf(stage.number()));
        variables.put("TWT_TRAIN_FILE", stage.train().toString());
        variables.put("TWT_HELD_OUT_FILE", stage.heldOut().map(Path::toString).orElse(""));
        variables.put("TWT_BASE_MODEL", config.baseModel());
        variables.put("TWT_MODEL_IN", modelIn);
        variables.put("TWT_MODEL_OUT", folder.part().toString());
        variables.put("TWT_CHECKPOINTS", folder.checkpoints().toString());
        variables.put("TWT_EPOCHS", String.valueOf(config.epochs()));
        variables.put("TWT_LEARNING_RATE", plain(config.learningRate()));
        variables.put("TWT_BATCH_SIZE", String.valueOf(config.batchSize()));
        variables.put("TWT_MAX_LENGTH", String.valueOf(config.maxLength()));
        variables.put("TWT_LORA_R", String.valueOf(config.lora().r()));
        variables.put("TWT_LORA_ALPHA", plain(config.lora().alpha()));
        variables.put("TWT_LORA_DROPOUT", plain(config.lora().dropout()));
        variables.put("TWT_SEED", String.valueOf(Math.floorMod(seed, SEEDS)));
        return variables;
    }

    /** Digits alone, which shells and YAML read as numbers. */
    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
