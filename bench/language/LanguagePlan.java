import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.config.GridConfig;
import dev.twt.config.RunConfig;
import dev.twt.config.RunConfigs;
import dev.twt.config.TrainConfig;
import dev.twt.config.TrainMethod;
import dev.twt.model.CausalLms;
import dev.twt.model.ModelHead;
import dev.twt.model.ModelSpec;
import dev.twt.model.text.ChatEncoder;
import dev.twt.model.text.ChatMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The epochs with which every method reads as many tokens in training: stages before the last have one, the last goes on for as
 * many whole epochs as come nearest to the budget. Arguments: the configuration, whose grid names the methods; the folder of
 * sets; the budget in tokens; the file that gets the settings.
 */
final class LanguagePlan {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LanguagePlan() {}

    public static void main(String[] arguments) throws IOException {
        RunConfig run = RunConfigs.read(Path.of(arguments[0]), Map.of());
        Path sets = Path.of(arguments[1]);
        long budget = Long.parseLong(arguments[2]);
        Path base = Path.of(run.train().baseModel());
        List<String> lines = new ArrayList<>();
        try (ModelHead head = CausalLms.inspect(new ModelSpec(base, "", "float32", null))) {
            ChatEncoder encoder = new ChatEncoder(head.tokenizer(), head.chatTemplate());
            GridConfig grid = run.grid();
            for (TrainMethod method : grid.methods()) {
                TrainConfig config =
                        run.train().student(run.train().name(), method, run.train().baseModel(), grid.of(method));
                Path its = sets.resolve(method.makesSets() ? method.word() : "trl");
                lines.add("grid.settings." + method.word() + ".stage-epochs "
                        + JSON.writeValueAsString(epochs(config, its, encoder, budget)));
            }
        }
        Files.write(Path.of(arguments[3]), lines);
    }

    private static Map<String, Integer> epochs(TrainConfig config, Path sets, ChatEncoder encoder, long budget)
            throws IOException {
        Map<String, Integer> epochs = new LinkedHashMap<>();
        StringBuilder said = new StringBuilder(String.format(Locale.ROOT, "%-16s", config.method().word()));
        List<String> names = config.sets();
        long used = 0;
        for (String set : names) {
            List<String> examples = Files.readAllLines(sets.resolve(set).resolve("train.jsonl"));
            long tokens = 0;
            for (String example : examples) {
                tokens += tokens(JSON.readTree(example), encoder);
            }
            boolean last = set.equals(names.get(names.size() - 1));
            int passes = last ? (int) Math.max(1, Math.round((budget - used) / (double) tokens)) : 1;
            epochs.put(set, passes);
            used += passes * tokens;
            said.append(String.format(
                    Locale.ROOT, " %s %d x %,d tokens of %,d examples;", set, passes, tokens, examples.size()));
        }
        System.out.printf(Locale.ROOT, "%s together %,d, %.3f of the budget%n", said, used, used / (double) budget);
        return epochs;
    }

    /** Of prompt and completion, as they pass the model. */
    private static long tokens(JsonNode example, ChatEncoder encoder) {
        List<ChatMessage> prompt = new ArrayList<>();
        example.path("prompt")
                .forEach(message -> prompt.add(new ChatMessage(
                        message.path("role").asText(), message.path("content").asText())));
        String answer = example.at("/completion/0/content").asText();
        return encoder.prompt(prompt, Map.of()).length + encoder.answer(prompt, answer, Map.of()).length;
    }
}
