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
import java.util.stream.Stream;

/**
 * The epochs with which every method reads as many tokens in training: those of its stages before the last are as
 * conf/demo/world.conf has them, the last goes on until the budget is spent. Arguments: the configuration, whose grid names
 * the methods; the folder of sets; the base model; the budget in tokens; the file that gets the settings.
 */
final class HabitPlan {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FULL = "full";

    private HabitPlan() {}

    public static void main(String[] arguments) throws IOException {
        RunConfig run = RunConfigs.read(Path.of(arguments[0]), Map.of("grid.methods", methods()));
        Path sets = Path.of(arguments[1]);
        long budget = Long.parseLong(arguments[3]);
        List<String> lines = new ArrayList<>();
        try (ModelHead head = CausalLms.inspect(new ModelSpec(Path.of(arguments[2]), "", "float32", null))) {
            ChatEncoder encoder = new ChatEncoder(head.tokenizer(), head.chatTemplate());
            for (TrainMethod method : TrainMethod.values()) {
                Path its = sets.resolve(method.makesSets() ? method.word() : "trl");
                TrainConfig config = config(run, method);
                if (config.sets().stream().allMatch(set -> Files.exists(its.resolve(set).resolve("train.jsonl")))) {
                    Map<String, Integer> epochs = epochs(config, its, encoder, budget);
                    lines.add("grid.settings." + method.word() + ".stage-epochs " + JSON.writeValueAsString(epochs));
                }
            }
        }
        Files.write(Path.of(arguments[4]), lines);
    }

    private static String methods() {
        return Stream.of(TrainMethod.values()).map(TrainMethod::word).toList().toString();
    }

    private static TrainConfig config(RunConfig run, TrainMethod method) {
        GridConfig grid = run.grid();
        return run.train().student(run.train().name(), method, run.train().baseModel(), grid.of(method));
    }

    private static Map<String, Integer> epochs(TrainConfig config, Path sets, ChatEncoder encoder, long budget)
            throws IOException {
        Map<String, Integer> epochs = new LinkedHashMap<>();
        StringBuilder said = new StringBuilder(String.format(Locale.ROOT, "%-20s", config.method().word()));
        long used = 0;
        List<String> names = config.sets();
        for (String set : names) {
            long tokens = tokens(sets.resolve(set).resolve("train.jsonl"), encoder);
            boolean last = set.equals(names.get(names.size() - 1));
            int passes = last ? (int) Math.max(1, Math.round((budget - used) / (double) tokens)) : before(config, set);
            epochs.put(set, passes);
            used += passes * tokens;
            said.append(String.format(Locale.ROOT, " %s %d x %,d tokens;", set, passes, tokens));
        }
        System.out.printf(Locale.ROOT, "%s together %,d, %.3f of the budget%n", said, used, used / (double) budget);
        return epochs;
    }

    /**
     * Of a stage before the last. The first stage of removal is as long as stage full, the others together about as long as the
     * stages between full and free.
     */
    private static int before(TrainConfig config, String set) {
        if (config.method() != TrainMethod.GRADUAL) {
            return epochs(config, set);
        }
        if (set.equals("1")) {
            return epochs(config, FULL);
        }
        int between = config.stages().stream()
                .filter(stage -> stage.startsWith("compressed"))
                .mapToInt(stage -> epochs(config, stage))
                .sum();
        return Math.max(1, (int) Math.ceil(between / Math.max(1.0, config.removalStages() - 1)));
    }

    private static int epochs(TrainConfig config, String set) {
        return config.stageEpochs().getOrDefault(set, config.epochs());
    }

    /** Prompts and completions, as they pass the model. */
    private static long tokens(Path examples, ChatEncoder encoder) throws IOException {
        long tokens = 0;
        for (String line : Files.readAllLines(examples)) {
            JsonNode row = JSON.readTree(line);
            List<ChatMessage> prompt = new ArrayList<>();
            row.path("prompt")
                    .forEach(message -> prompt.add(new ChatMessage(
                            message.path("role").asText(), message.path("content").asText())));
            String answer = row.at("/completion/0/content").asText();
            tokens += encoder.prompt(prompt, Map.of()).length + encoder.answer(prompt, answer, Map.of()).length;
        }
        return tokens;
    }
}
