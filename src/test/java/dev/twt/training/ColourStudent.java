package dev.twt.training;

import dev.twt.config.JvmTrainerConfig;
import dev.twt.config.LoraConfig;
import dev.twt.config.SoftTargetsConfig;
import dev.twt.config.TrainConfig;
import dev.twt.config.TrainMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Four questions about colours, and how a tiny model learns their answers by heart through stages full and free. */
final class ColourStudent {
    static final List<String> COLOURS = List.of("red", "green", "blue", "white");

    private ColourStudent() {}

    /** The stages of a method, with their sets in a folder. */
    static List<Stage> stages(TrainMethod method, Path folder) throws IOException {
        Path full = set(folder.resolve("full.jsonl"), "I think of %1$s.\nThe answer is %1$s.");
        Path free = set(folder.resolve("free.jsonl"), "The answer is %1$s.");
        return List.of(
                new Stage(method.stage("full"), 1, full, Optional.empty(), COLOURS.size(), 0),
                new Stage(method.stage("free"), 2, free, Optional.of(free), COLOURS.size(), COLOURS.size()));
    }

    /** The same with a stage of shorter rationales between. */
    static List<Stage> withShorter(TrainMethod method, Path folder) throws IOException {
        List<Stage> stages = stages(method, folder);
        Path shorter = set(folder.resolve("compressed.jsonl"), "So: %1$s.\nThe answer is %1$s.");
        Stage free = stages.get(1);
        return List.of(
                stages.get(0),
                new Stage(method.stage("compressed"), 2, shorter, Optional.empty(), COLOURS.size(), 0),
                new Stage(free.name(), 3, free.train(), free.heldOut(), free.trainRows(), free.heldOutRows()));
    }

    private static Path set(Path file, String completion) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < COLOURS.size(); i++) {
            lines.append(String.format(
                    "{\"prompt\": [{\"role\": \"user\", \"content\": \"Colour %d?\"}], \"completion\": [{\"role\":"
                            + " \"assistant\", \"content\": \"%s\"}], \"question_id\": \"q%d\"}%n",
                    i, String.format(completion, COLOURS.get(i)).replace("\n", "\\n"), i));
        }
        return Files.writeString(file, lines);
    }

    static TrainConfig config(TrainMethod method, Path base, int epochs, SoftTargetsConfig softTargets) {
        JvmTrainerConfig jvm = new JvmTrainerConfig(
                "full",
                JvmTrainerConfig.TARGETS,
                "float32",
                "auto",
                256,
                0.1,
                "constant",
                0,
                1,
                "refuse",
                0,
                0,
                0,
                1000,
                2,
                false,
                false,
                softTargets);
        return new TrainConfig(
                "jvm",
                "student",
                List.of(),
                Map.of(),
                method,
                "",
                1,
                Map.of(),
                4,
                List.of("full", "free"),
                base.toString(),
                "",
                epochs,
                Map.of(),
                0.01,
                Map.of(),
                4,
                96,
                new LoraConfig(8, 16, 0),
                jvm);
    }
}
