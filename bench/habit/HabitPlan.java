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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The epochs with which every method reads as many tokens in training: stages before the last have the shares of the budget
 * that they have in twt by conf/demo/world.conf, the last goes on until it is spent. Arguments: the configuration; the folder
 * of sets; the base model; the budget in tokens; the file that gets the settings; the questions with their gold answers.
 */
final class HabitPlan {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FULL = "full";
    private static final String FREE = "free";

    /** Of the budget: 3 epochs of stage full and 5 of compressed in 1.7 million tokens of twt. */
    private static final double OF_FULL = 0.247;

    private static final double OF_COMPRESSED = 0.289;

    /** The budget at which stages of removal have the epochs of conf/demo/world.conf. */
    private static final double USUAL = 1_700_000;

    private HabitPlan() {}

    public static void main(String[] arguments) throws IOException {
        RunConfig run = RunConfigs.read(Path.of(arguments[0]), Map.of("grid.methods", methods()));
        Path sets = Path.of(arguments[1]);
        long budget = Long.parseLong(arguments[3]);
        Map<String, String> gold = gold(Path.of(arguments[5]));
        List<String> lines = new ArrayList<>();
        try (ModelHead head = CausalLms.inspect(new ModelSpec(Path.of(arguments[2]), "", "float32", null))) {
            ChatEncoder encoder = new ChatEncoder(head.tokenizer(), head.chatTemplate());
            for (TrainMethod method : TrainMethod.values()) {
                Path its = sets.resolve(method.makesSets() ? method.word() : "trl");
                TrainConfig config = config(run, method);
                if (config.sets().stream()
                        .allMatch(set -> Files.exists(its.resolve(set).resolve("train.jsonl")))) {
                    Map<String, Integer> epochs = epochs(config, its, encoder, budget, gold);
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

    private static Map<String, Integer> epochs(
            TrainConfig config, Path sets, ChatEncoder encoder, long budget, Map<String, String> gold)
            throws IOException {
        Map<String, Integer> epochs = new LinkedHashMap<>();
        StringBuilder said = new StringBuilder(
                String.format(Locale.ROOT, "%-20s", config.method().word()));
        long used = 0;
        List<String> names = config.sets();
        for (String set : names) {
            long tokens = tokens(sets.resolve(set).resolve("train.jsonl"), encoder);
            boolean last = set.equals(names.get(names.size() - 1));
            int passes = whole(last ? budget - used : before(config, set, tokens, budget), tokens);
            epochs.put(set, passes);
            used += passes * tokens;
            said.append(String.format(Locale.ROOT, " %s %d x %,d tokens;", set, passes, tokens));
        }
        System.out.printf(
                Locale.ROOT,
                "%s together %,d, %.3f of the budget%s%n",
                said,
                used,
                used / (double) budget,
                names.contains(FREE) ? right(sets.resolve(FREE).resolve("train.jsonl"), gold) : "");
        return epochs;
    }

    private static int whole(double wanted, long tokens) {
        return (int) Math.max(1, Math.round(wanted / tokens));
    }

    private static Map<String, String> gold(Path questions) throws IOException {
        Map<String, String> gold = new HashMap<>();
        for (String line : Files.readAllLines(questions)) {
            JsonNode row = JSON.readTree(line);
            gold.put(row.path("question_id").asText(), row.path("gold").asText());
        }
        return gold;
    }

    /** Questions of a set of answers, and the share of answers that are those of gold. */
    private static String right(Path examples, Map<String, String> gold) throws IOException {
        int right = 0;
        List<String> lines = Files.readAllLines(examples);
        for (String line : lines) {
            JsonNode row = JSON.readTree(line);
            String wanted = "The answer is " + gold.get(row.path("question_id").asText()) + ".";
            right += row.at("/completion/0/content").asText().equals(wanted) ? 1 : 0;
        }
        return String.format(Locale.ROOT, "; %,d questions, %.3f right", lines.size(), right / (double) lines.size());
    }

    /**
     * Tokens of a stage before the last. The first stage of removal is as long as stage full, the others together about as long as
     * the stages between full and free.
     */
    private static double before(TrainConfig config, String set, long tokens, long budget) {
        if (config.method() != TrainMethod.GRADUAL) {
            long stages = config.sets().stream()
                    .filter(one -> one.startsWith("compressed"))
                    .count();
            return (set.equals(FULL) ? OF_FULL : OF_COMPRESSED / stages) * budget;
        }
        double between = Math.ceil(epochs(config, "compressed") / Math.max(1.0, config.removalStages() - 1));
        return (set.equals("1") ? epochs(config, FULL) : between) * tokens * budget / USUAL;
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
                            message.path("role").asText(),
                            message.path("content").asText())));
            String answer = row.at("/completion/0/content").asText();
            tokens += encoder.prompt(prompt, Map.of()).length + encoder.answer(prompt, answer, Map.of()).length;
        }
        return tokens;
    }
}
