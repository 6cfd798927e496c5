package dev.twt.job;

import dev.twt.config.RunConfigs;
import dev.twt.task.Question;
import dev.twt.task.Tasks;
import dev.twt.testing.SparkSessions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** A run of three questions whose two teachers replay what they were told. */
abstract class ReplayedRun {
    private static final List<String> QUESTIONS = List.of("What is 2 + 3?", "What is 4 * 5?", "What is 9 - 1?");
    private static final List<String> GOLD = List.of("5", "20", "8");

    Path folder;
    final SparkSession spark = SparkSessions.shared();
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final ByteArrayOutputStream err = new ByteArrayOutputStream();

    void writeRun(Path place) throws IOException {
        folder = place;
        StringBuilder questions = new StringBuilder("{broken\n");
        for (int i = 0; i < QUESTIONS.size(); i++) {
            questions.append("{\"question_id\": \"q%d\", \"question\": \"%s\", \"task\": \"math\"}%n"
                    .formatted(i, QUESTIONS.get(i)));
        }
        Files.writeString(folder.resolve("questions.jsonl"), questions);
        teacher("careful", "By counting on, one finds it.", 0.99);
        teacher("quick", "That is known by heart!", 0.97);
        Files.writeString(folder.resolve("run.conf"), """
                workspace = "%1$s/workspace"
                questions = "%1$s/questions.jsonl"
                teacher-defaults.backend = replay
                teachers {
                  careful { model = "%1$s/careful.jsonl" }
                  quick { model = "%1$s/quick.jsonl" }
                }
                """.formatted(folder));
    }

    private void teacher(String name, String rationale, double confidence) throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < QUESTIONS.size(); i++) {
            // The quick one is unsure of the last question.
            double stated = name.equals("quick") && i == 2 ? 0.4 : confidence;
            String user = Tasks.named("math")
                    .teacherPrompt(Question.of(QUESTIONS.get(i)), 0)
                    .user();
            rows.append(
                    "{\"user\": \"%s\", \"text\": \"%s\\nAnswer: %s\\nConfidence: %s\", \"completion_tokens\": 12}%n"
                            .formatted(user.replace("\n", "\\n"), rationale, GOLD.get(i), stated));
        }
        Files.writeString(folder.resolve(name + ".jsonl"), rows);
    }

    Pipeline pipeline(String... sets) {
        Map<String, String> overrides = new HashMap<>();
        for (int i = 0; i < sets.length; i += 2) {
            overrides.put(sets[i], sets[i + 1]);
        }
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                true,
                Terminal.detect());
        return TwtPipeline.on(spark, RunConfigs.effective(folder.resolve("run.conf"), overrides), console);
    }

    Path workspace(String child) {
        return folder.resolve("workspace").resolve(child);
    }

    String said() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
