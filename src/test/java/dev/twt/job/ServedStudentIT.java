package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twt.task.Question;
import dev.twt.task.StudentPrompts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A student is trained, evaluated, and served from its folder by a process of its own: it says the same. */
@Timeout(600)
class ServedStudentIT extends TrainedRun {
    private static final String[] ADAPTER = {
        "train.jvm.weights=lora",
        "train.jvm.merged=true",
        "train.lora.dropout=0",
        "train.epochs=200",
        "train.learning-rate=0.02",
        "train.method=self-distillation"
    };

    @Test
    void shouldServeAdapterAndMergedModelAsTheyWereEvaluated() throws Exception {
        pipeline(ADAPTER).train();
        Path adapter = model("self-distillation-free");
        Path merged = adapter.resolve("merged");
        assertThat(adapter.resolve("adapter_config.json")).exists();
        assertThat(merged.resolve("model.safetensors")).exists();
        pipeline(
                        "evaluate.answerers=[self-distillation-free, merged]",
                        "evaluate.models.merged.model=" + merged,
                        "evaluate.short-prompts=[merged]")
                .evaluate();

        assertThat(judged("self-distillation-free", "answer")).isEqualTo(ANSWERS);
        assertThat(judged("merged", "answer")).isEqualTo(ANSWERS);
        assertServed(adapter, "small.self-distillation-free", "self-distillation-free");
        assertServed(merged, "small.self-distillation-free", "merged");
    }

    @Test
    void shouldServeAllWeightsOfAStudentOfSeveralTasks() throws Exception {
        pipeline("train.method=step-by-step", "train.method-teacher=ada").train();
        pipeline("evaluate.answerers=[step-by-step-tasks]").evaluate();

        assertThat(judged("step-by-step-tasks", "answer")).isEqualTo(ANSWERS);
        List<String> screen =
                assertServed(model("step-by-step-tasks"), "small.step-by-step-tasks", "step-by-step-tasks");
        assertThat(screen)
                .contains("  each prompt gets `[label] ` before it, as the model was trained: its folder says so");
    }

    /** Asks each question over HTTP, and wants the text that is in the ledger; what it said when it started. */
    private List<String> assertServed(Path model, String name, String answerer) throws Exception {
        Map<String, Row> recorded = recorded(answerer);
        assertThat(recorded).hasSize(ANSWERS.size());
        try (ServeProcess server = new ServeProcess(model, folder.resolve("err.txt"))) {
            for (Map.Entry<String, Row> each : recorded.entrySet()) {
                String prompt = StudentPrompts.prompt(
                        "math", Question.of("Number " + each.getKey().substring(1) + "?"));
                JsonNode reply = server.ask(name, prompt, 60);
                assertThat(reply.at("/choices/0/message/content").asText())
                        .isEqualTo(each.getValue().getAs("text"));
                assertThat(reply.at("/usage/prompt_tokens").asInt())
                        .isEqualTo(each.getValue().<Integer>getAs("prompt_tokens"));
                assertThat(reply.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
            }
            return server.screen();
        }
    }

    private Map<String, Row> recorded(String answerer) {
        Map<String, Row> rows = new TreeMap<>();
        spark.read()
                .parquet(folder.resolve("ws/responses").toString())
                .where("teacher = '" + answerer + "'")
                .collectAsList()
                .forEach(row -> rows.put(row.getAs("question_id"), row));
        return rows;
    }
}
