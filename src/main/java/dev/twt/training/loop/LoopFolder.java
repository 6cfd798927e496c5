package dev.twt.training.loop;

import dev.twt.config.JvmTrainerConfig;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * What a stage keeps while it is trained.
 *
 * @param last states to go on from
 * @param best the state with the lowest held-out loss
 * @param curve of the steps so far
 */
record LoopFolder(Checkpoints last, Checkpoints best, Curve curve) {
    static LoopFolder in(Path folder, JvmTrainerConfig jvm, Consumer<String> note) {
        return new LoopFolder(
                new Checkpoints(folder, "step", jvm.keepCheckpoints(), note),
                new Checkpoints(folder, "best", 1, note),
                new Curve(folder));
    }
}
