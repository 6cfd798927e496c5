package dev.twt.toy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tokens of this world: each number to 19 with the sign before it, such as *6 or =2, each line end, and every run of
 * other characters that is ever said as one, so that a question costs ten tokens. What was never said is the unknown token.
 */
final class Vocabulary {
    static final String UNKNOWN = "<unk>";
    static final String END = "<|end|>";

    private static final List<String> SPECIAL = List.of("<|system|>", "<|user|>", "<|assistant|>", END);
    private static final String RUNS = "[+*=]?1?[0-9]|[+*=\n]|[^0-9+*=\n]+";
    private static final String TEMPLATE =
            "{% for message in messages %}<|{{ message.role }}|>{{ message.content }}{% if message.role == 'assistant' %}"
                    + END
                    + "{% endif %}{% endfor %}{% if add_generation_prompt %}<|assistant|>{% endif %}";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> tokens;

    private Vocabulary(List<String> tokens) {
        this.tokens = tokens;
    }

    /** The tokens that texts are made of, and all numbers and signs. */
    static Vocabulary of(List<String> texts) {
        Set<String> runs = new TreeSet<>();
        for (String text : texts) {
            runs.addAll(split(text));
        }
        runs.addAll(split(numbers()));
        List<String> tokens = new ArrayList<>(List.of(UNKNOWN));
        tokens.addAll(runs);
        return new Vocabulary(tokens);
    }

    /** Every number with every sign or none before it, and what stands alone. */
    private static String numbers() {
        StringBuilder numbers = new StringBuilder("+*=\n.");
        for (int number = 0; number <= Product.MOST; number++) {
            for (String before : List.of("\n", "+", "*", "=")) {
                numbers.append(before).append(number);
            }
        }
        return numbers.toString();
    }

    private static List<String> split(String text) {
        List<String> runs = new ArrayList<>();
        Matcher matcher = Pattern.compile(RUNS).matcher(text);
        while (matcher.find()) {
            runs.add(matcher.group());
        }
        return runs;
    }

    int size() {
        return tokens.size() + SPECIAL.size();
    }

    /** The content of tokenizer.json. */
    ObjectNode tokenizer() {
        ObjectNode json = JSON.createObjectNode().put("version", "1.0");
        json.putNull("truncation").putNull("padding");
        ArrayNode added = json.putArray("added_tokens");
        for (int i = 0; i < SPECIAL.size(); i++) {
            ObjectNode token = added.addObject().put("id", tokens.size() + i).put("content", SPECIAL.get(i));
            for (String flag : List.of("single_word", "lstrip", "rstrip", "normalized")) {
                token.put(flag, false);
            }
            token.put("special", true);
        }
        json.putNull("normalizer");
        ObjectNode split = json.putObject("pre_tokenizer").put("type", "Split");
        split.putObject("pattern").put("Regex", RUNS);
        split.put("behavior", "Isolated").put("invert", false);
        json.putNull("post_processor");
        json.putObject("decoder").put("type", "Fuse");
        ObjectNode model = json.putObject("model").put("type", "WordLevel").put("unk_token", UNKNOWN);
        ObjectNode vocabulary = model.putObject("vocab");
        for (int id = 0; id < tokens.size(); id++) {
            vocabulary.put(tokens.get(id), id);
        }
        return json;
    }

    /** The content of tokenizer_config.json. */
    ObjectNode settings() {
        return JSON.createObjectNode()
                .put("eos_token", END)
                .put("unk_token", UNKNOWN)
                .put("chat_template", TEMPLATE);
    }
}
