package dev.twt.config;

import java.util.List;

/**
 * How the trainer of this program itself learns, beside what every trainer is told.
 *
 * @param weights what is trained: {@code lora}, an adapter beside the frozen model, or {@code full}, all weights
 * @param targets linear layers that get an adapter, by their names in PEFT
 * @param dtype of the products of large matrices: {@code float32} or {@code bfloat16}
 * @param device where it is computed: {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}
 * @param tokensAtOnce longest that examples are together while they pass the model at once, padding included
 * @param warmUp share of a stage's steps in which the rate rises from 0, 0 to below 1
 * @param schedule what the rate does then: {@code cosine} or {@code linear} to 0, or {@code constant}
 * @param weightDecay of AdamW, 0 or more
 * @param clipNorm longest gradient; 0 for any length
 * @param tooLong what is done with examples over the length: {@code skip} or {@code refuse}
 * @param evaluateEvery steps from one evaluation to the next; 0: after each epoch
 * @param samples answers to held-out questions that are shown with each evaluation, 0 or more
 * @param patience evaluations without a better one after which a stage ends; 0: it never ends early
 * @param checkpointEvery steps from one checkpoint to the next, 1 or more
 * @param keepCheckpoints how many are kept, 1 or more
 * @param merged whether the last stage also leaves a folder with the adapter merged into the model
 * @param gguf whether the last stage also leaves a GGUF file of the same
 * @param softTargets how self-distillation learns from itself
 */
public record JvmTrainerConfig(
        String weights,
        List<String> targets,
        String dtype,
        String device,
        int tokensAtOnce,
        double warmUp,
        String schedule,
        double weightDecay,
        double clipNorm,
        String tooLong,
        int evaluateEvery,
        int samples,
        int patience,
        int checkpointEvery,
        int keepCheckpoints,
        boolean merged,
        boolean gguf,
        SoftTargetsConfig softTargets) {
    static final List<String> WEIGHTS = List.of("lora", "full");
    static final List<String> DTYPES = List.of("float32", "bfloat16");
    static final List<String> SCHEDULES = List.of("cosine", "linear", "constant");
    static final List<String> TOO_LONG = List.of("skip", "refuse");
    public static final List<String> TARGETS =
            List.of("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj");

    public JvmTrainerConfig {
        targets = List.copyOf(targets);
    }

    /** The same on another device. */
    public JvmTrainerConfig on(String other) {
        return new JvmTrainerConfig(
                weights,
                targets,
                dtype,
                other,
                tokensAtOnce,
                warmUp,
                schedule,
                weightDecay,
                clipNorm,
                tooLong,
                evaluateEvery,
                samples,
                patience,
                checkpointEvery,
                keepCheckpoints,
                merged,
                gguf,
                softTargets);
    }

    /** Whether an adapter is trained. */
    public boolean adapter() {
        return weights.equals("lora");
    }
}
