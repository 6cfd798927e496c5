package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.config.RunConfigs;
import dev.twt.dataset.DistillColumns;
import dev.twt.distillation.DistillationSets;
import dev.twt.testing.PythonLibraries;
import dev.twt.testing.SparkSessions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.io.TempDir;

/** A shipped recipe of a trainer in Python on a tiny random Llama, by the step train in a real workspace. */
abstract class TrainerRecipe {
    static final int TRAIN = 32;
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

    private final SparkSession spark = SparkSessions.shared();
    final Captured out = new Captured();

    @TempDir
    Path folder;

    /**
     * Sets, base model and configuration.
     *
     * @param python with transformers
     * @param keys of the block train, further ones than model, epochs and rate
     */
    void prepare(String python, String keys) throws Exception {
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
                  base-model = "%s"
                  epochs = 3
                  learning-rate = 0.01
                  max-length = 256
                  environment { HF_HUB_OFFLINE = "1", HF_HOME = "%s", PYTHONDONTWRITEBYTECODE = "1", CUDA_VISIBLE_DEVICES = "" }
                %s
                }
                """.formatted(
                        folder.resolve("ws"), folder.resolve("base"), folder.resolve("hf"), keys));
    }

    private void writeSet(String stage, String completion) {
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

    Pipeline pipeline() {
        Console console = new Console(out.stream(), out.stream(), false, new Terminal(false, 100));
        return TwtPipeline.on(spark, RunConfigs.effective(folder.resolve("run.conf"), Map.of()), console);
    }

    Path student(String child) {
        return folder.resolve("ws/students/student").resolve(child);
    }

    /** Both adapters are whole for PEFT, and stage free has changed that of stage full. */
    void checkAdapters(String python) throws Exception {
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

    /** Stops as soon as that checkpoint of stage full is there. */
    void stopAt(Path checkpoint, Pipeline pipeline) {
        try {
            while (!Files.exists(checkpoint)) {
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
