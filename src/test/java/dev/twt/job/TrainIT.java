package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.config.RunConfigs;
import dev.twt.config.StoppedEarly;
import dev.twt.dataset.DistillColumns;
import dev.twt.distillation.DistillationSets;
import dev.twt.testing.PythonLibraries;
import dev.twt.testing.SelectionSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** jobs/train/trl_sft.py on a tiny random Llama: both stages, stopped after its first checkpoint and gone on. */
@ExtendWith(SelectionSpark.class)
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class TrainIT {
    private static final int TRAIN = 32;
    private static final int HELD_OUT = 4;
    private static final String CHECK = """
            import sys, torch
            from peft import PeftModel
            from transformers import AutoModelForCausalLM, AutoTokenizer
            base, full, free = sys.argv[1:]
            AutoTokenizer.from_pretrained(free)
            def weights(folder):
                model = PeftModel.from_pretrained(AutoModelForCausalLM.from_pretrained(base), folder)
                return {k: v.clone() for k, v in model.named_parameters() if "lora_" in k}
            one, two = weights(full), weights(free)
            assert one.keys() == two.keys() and len(one) == 28, len(one)
            assert all(v.abs().sum() > 0 for v in one.values()), "an adapter that learnt nothing"
            assert any(not torch.equal(one[k], two[k]) for k in one), "stage free changed nothing"
            print("adapters are whole")
            """;

    private static SparkSession spark;
    private static String python;

    @TempDir
    static Path folder;

    private final Captured out = new Captured();

    @BeforeAll
    static void prepare(SparkSession session) throws Exception {
        python = PythonLibraries.python(folder);
        spark = session;
        writeSet("full", "One more than %d is %d.%nThe answer is %d.");
        writeSet("free", "The answer is %3$d.");
        Files.writeString(folder.resolve("texts.jsonl"), """
                {"prompt": [{"role": "user", "content": "Question: What is 12 + 1?"}],\
                 "completion": [{"role": "assistant", "content": "One more than 12 is 13. The answer is 13."}]}
                """);
        PythonLibraries.Run model = PythonLibraries.run(
                folder,
                List.of(
                        python,
                        Path.of("src/test/training/tiny_model.py")
                                .toAbsolutePath()
                                .toString(),
                        folder.resolve("base").toString(),
                        folder.resolve("texts.jsonl").toString()));
        assertThat(model.code()).as(model.text()).isZero();
        Files.writeString(folder.resolve("run.conf"), """
                workspace = "%s"
                questions = q.jsonl
                train {
                  command = ["%s", "%s"]
                  base-model = "%s"
                  epochs = 3
                  learning-rate = 0.01
                  max-length = 256
                  environment { HF_HUB_OFFLINE = "1", HF_HOME = "%s", PYTHONDONTWRITEBYTECODE = "1", CUDA_VISIBLE_DEVICES = "" }
                }
                """.formatted(
                        folder.resolve("ws"),
                        python,
                        Path.of("jobs/train/trl_sft.py").toAbsolutePath(),
                        folder.resolve("base"),
                        folder.resolve("hf")));
    }

    private static void writeSet(String stage, String completion) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < TRAIN + HELD_OUT; i++) {
            rows.add(RowFactory.create(
                    "q" + i,
                    List.of(RowFactory.create("user", "Question: What is " + i + " + 1?")),
                    List.of(RowFactory.create("assistant", completion.formatted(i, i + 1, i + 1))),
                    null,
                    "ada",
                    "r" + i,
                    RowFactory.create(false),
                    i < TRAIN ? "train" : "held_out"));
        }
        DistillationSets.write(
                spark.createDataFrame(rows, DistillColumns.SCHEMA),
                stage,
                folder.resolve("ws/distill").toString());
    }

    private Pipeline pipeline() {
        Console console = new Console(out.stream(), out.stream(), false, new Terminal(false, 100));
        return TwtPipeline.on(spark, RunConfigs.effective(folder.resolve("run.conf"), Map.of()), console);
    }

    private static Path student(String child) {
        return folder.resolve("ws/students/student").resolve(child);
    }

    @Test
    void shouldTrainBothStagesAndGoOnFromTheCheckpointWhereItWasStopped() throws Exception {
        Pipeline stopped = pipeline();
        Thread stopper = new Thread(() -> stopAtTheFirstCheckpoint(stopped));
        stopper.start();
        assertThatThrownBy(stopped::train).as(out.text()).isInstanceOf(StoppedEarly.class);
        stopper.join();
        assertThat(student("full/model")).doesNotExist();

        pipeline().train();

        assertThat(out.text()).contains("stage full was begun before and goes on");
        String full = Files.readString(student("full/trainer.log"));
        assertThat(full).contains("eval_loss");
        assertThat(full.lines().filter(line -> line.contains("'loss'") && line.contains("'epoch': '0.25'")))
                .as("steps before the checkpoint are not taken again: %s", full)
                .hasSize(1);
        assertThat(Files.readString(student("free/trainer.log"))).contains("stage free: adapter in ");
        assertThat(student("README.md")).content().contains("- stage: full", "train_examples: " + TRAIN);

        PythonLibraries.Run check = PythonLibraries.run(
                folder,
                List.of(
                        python,
                        "-c",
                        CHECK,
                        folder.resolve("base").toString(),
                        student("full/model").toString(),
                        student("free/model").toString()));
        assertThat(check.text()).contains("adapters are whole");
    }

    private static void stopAtTheFirstCheckpoint(Pipeline pipeline) {
        try {
            while (!Files.exists(student("full/checkpoints/checkpoint-4/trainer_state.json"))) {
                if (Files.exists(student("full/model"))) {
                    return; // too late: the test says so
                }
                Thread.sleep(20);
            }
            pipeline.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
