package dev.twt.training;

import dev.twt.config.TrainConfig;
import dev.twt.config.TrainMethod;
import dev.twt.dataset.DatasetCard;
import dev.twt.model.PromptPrefix;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The README.md of a student, headed as Hugging Face reads it.
 *
 * @param config how it was trained
 * @param seed of the run
 * @param stages a mark a stage, in order
 * @param teachers stage to teacher to number of examples, held-out ones included
 * @param versions of what made the sets and started the trainer
 */
public record StudentCard(
        TrainConfig config,
        long seed,
        List<StageMark> stages,
        Map<String, Map<String, Long>> teachers,
        Map<String, String> versions) {
    /** Its name in the student's folder. */
    public static final String FILE = "README.md";

    /** The card as Markdown. */
    public String text() {
        StringBuilder card = new StringBuilder();
        head(card);
        card.append("# ").append(config.name()).append("\n\n");
        card.append("A student trained from `")
                .append(config.baseModel())
                .append("` by ")
                .append(config.method().meaning())
                .append(" (")
                .append(config.method().source())
                .append("): ")
                .append(String.join(
                        ", then ", stages.stream().map(StageMark::stage).toList()))
                .append(". The last stage's model is in `")
                .append(stages.get(stages.size() - 1).stage())
                .append("/model`.\n\n");
        asked(card);
        stages(card);
        settings(card);
        card.append("The questions' licence and what is known of the use of the teachers' outputs stand on the card of")
                .append(" the set, `distill/README.md` in the workspace: look there before the model is released.\n");
        return card.toString();
    }

    private void head(StringBuilder card) {
        card.append("---\nbase_model: ").append(DatasetCard.quoted(config.baseModel()));
        card.append("\npipeline_tag: text-generation\ntags:\n- distillation\n- reasoning\n");
        card.append("twt:\n  method: ").append(config.method().word());
        card.append("\n  seed: ").append(seed).append("\n  stages:\n");
        for (StageMark stage : stages) {
            card.append("  - stage: ").append(stage.stage());
            card.append("\n    train_examples: ").append(stage.examples());
            card.append("\n    held_out_examples: ").append(stage.heldOutExamples());
            card.append("\n    trained_at: ").append(DatasetCard.quoted(stage.endedAt()));
            card.append("\n    examples_of_teachers:");
            Map<String, Long> counts = new TreeMap<>(teachers.getOrDefault(stage.stage(), Map.of()));
            card.append(counts.isEmpty() ? " {}\n" : "\n");
            counts.forEach((teacher, count) -> card.append("      ")
                    .append(DatasetCard.quoted(teacher))
                    .append(": ")
                    .append(count)
                    .append('\n'));
        }
        card.append("  versions:\n");
        versions.forEach((of, version) -> card.append("    ")
                .append(of)
                .append(": ")
                .append(DatasetCard.quoted(version))
                .append('\n'));
        card.append("---\n\n");
    }

    private void asked(StringBuilder card) {
        if (!config.method().prefix().isEmpty()) {
            card.append("It learned several tasks: ask it with `")
                    .append(config.method().prefix())
                    .append("` before the prompt, the space included, where the answer is wanted, and with `")
                    .append(TrainMethod.RATIONALE_PREFIX)
                    .append(
                            "` where the rationale is. `twt evaluate`, `twt serve` and teachers in the JVM put the first there")
                    .append(" by themselves, since `")
                    .append(PromptPrefix.FILE)
                    .append("` in the model's folder says so; whoever else serves it has to.\n\n");
        }
    }

    private void stages(StringBuilder card) {
        card.append(
                "| Stage | Examples | Held out | Seconds | Device | Done at |\n| --- | ---: | ---: | ---: | --- | --- |\n");
        for (StageMark stage : stages) {
            card.append(String.format(
                    "| %s | %d | %d | %d | %s | %s |%n",
                    stage.stage(),
                    stage.examples(),
                    stage.heldOutExamples(),
                    stage.seconds(),
                    stage.device().isEmpty() ? "of the command" : stage.device(),
                    stage.endedAt()));
        }
        card.append('\n');
    }

    private void settings(StringBuilder card) {
        card.append("| Setting | Value |\n| --- | --- |\n");
        stages.get(stages.size() - 1).inputs().forEach((name, value) -> {
            if (name.startsWith("train.")) {
                card.append("| ")
                        .append(name)
                        .append(" | ")
                        .append(value.replace("|", "\\|"))
                        .append(" |\n");
            }
        });
        card.append("| seed | ").append(seed).append(" |\n\n");
    }
}
