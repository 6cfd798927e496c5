package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.config.StoppedEarly;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * jobs/train/llama-factory.sh with the real LLaMA-Factory: both stages, stopped after its first checkpoint and gone on.
 * TWT_LLAMA_FACTORY_PYTHON names a Python in whose folder llamafactory-cli stands; without it the test is skipped.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
@EnabledIfEnvironmentVariable(
        named = "TWT_LLAMA_FACTORY_PYTHON",
        matches = ".+",
        disabledReason = "TWT_LLAMA_FACTORY_PYTHON names no Python with LLaMA-Factory")
class LlamaFactoryIT extends TrainerRecipe {
    @Test
    void shouldTrainBothStagesAndGoOnFromTheCheckpointWhereItWasStopped() throws Exception {
        String python = System.getenv("TWT_LLAMA_FACTORY_PYTHON");
        prepare(python, """
                  command = ["%s"]
                  environment.PATH = "%s:%s"
                  environment.LLAMA_FACTORY_TEMPLATE = default
                """.formatted(
                        Path.of("jobs/train/llama-factory.sh").toAbsolutePath(),
                        Path.of(python).getParent(),
                        System.getenv("PATH")));
        Pipeline stopped = pipeline();
        Thread stopper = new Thread(
                () -> stopAt(student("full/checkpoints/llama-factory/out/checkpoint-4/trainer_state.json"), stopped));
        stopper.start();
        assertThatThrownBy(stopped::train).as(out.text()).isInstanceOf(StoppedEarly.class);
        stopper.join();
        assertThat(student("full/model")).doesNotExist();

        pipeline().train();

        assertThat(Files.readString(student("full/trainer.log")))
                .as("it went on from its checkpoint")
                .contains("checkpoint-4", "eval_loss");
        assertThat(student("full/model/adapter_config.json")).content().contains("\"r\": 8");
        checkAdapters(python);
    }
}
