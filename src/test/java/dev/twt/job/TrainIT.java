package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.config.StoppedEarly;
import dev.twt.testing.PythonLibraries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** jobs/train/trl_sft.py: both stages, stopped after its first checkpoint and gone on. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class TrainIT extends TrainerRecipe {
    @Test
    void shouldTrainBothStagesAndGoOnFromTheCheckpointWhereItWasStopped() throws Exception {
        String python = PythonLibraries.python(folder);
        prepare(
                python,
                "command = [\"%s\", \"%s\"]"
                        .formatted(python, Path.of("jobs/train/trl_sft.py").toAbsolutePath()));
        Pipeline stopped = pipeline();
        Thread stopper = new Thread(() -> stopAt(student("full/checkpoints/checkpoint-4/trainer_state.json"), stopped));
        stopper.start();
        assertThatThrownBy(stopped::train).as(out.text()).isInstanceOf(StoppedEarly.class);
        stopper.join();
        assertThat(student("full/model")).doesNotExist();

        pipeline().train();

        assertThat(out.text()).contains("stage full was begun before and goes on");
        String full = Files.readString(student("full/trainer.log"));
        assertThat(full).contains("eval_loss");
        assertThat(full.lines().filter(line -> line.contains("'loss'") && line.matches(".*'epoch': '?0[.]25\\D.*")))
                .as("steps before the checkpoint are not taken again: %s", full)
                .hasSize(1);
        assertThat(Files.readString(student("free/trainer.log"))).contains("stage free: adapter in ");
        assertThat(student("README.md")).content().contains("- stage: full", "train_examples: " + TRAIN);
        checkAdapters(python);
    }
}
