package dev.twt.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twt.dataset.QuestionRow.Option;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Options in the forms that published sets use. */
final class OptionReader {
    private static final int LETTERS = 26;
    private static final Pattern LETTERED = Pattern.compile("\\s*\\(?([A-Za-z])\\s*[).:]\\s*(.*)", Pattern.DOTALL);

    private OptionReader() {}

    /**
     * Reads a list of texts (labels A, B, …, or those the texts begin with, as in {@code "A)32400"}), a list of
     * {@code {label, text}}, {@code {label: [...], text: [...]}}, or an object of label to text.
     *
     * @throws RejectedRow if it is none of them
     */
    static List<Option> read(JsonNode node) throws RejectedRow {
        if (node.isMissingNode() || node.isNull()) {
            return List.of();
        }
        List<Option> options = new ArrayList<>();
        if (node.isObject() && node.path("label").isArray() && node.path("text").isArray()) {
            columns(node, options);
        } else if (node.isObject()) {
            node.fields().forEachRemaining(e -> options.add(new Option(e.getKey(), JsonText.scalar(e.getValue()))));
        } else if (node.isArray()) {
            list(node, options);
        } else {
            throw new RejectedRow("choices are neither a list nor an object");
        }
        return checked(options);
    }

    private static void columns(JsonNode node, List<Option> options) throws RejectedRow {
        JsonNode labels = node.path("label");
        JsonNode texts = node.path("text");
        if (labels.size() != texts.size()) {
            throw new RejectedRow("choices have " + labels.size() + " labels and " + texts.size() + " texts");
        }
        for (int i = 0; i < labels.size(); i++) {
            options.add(new Option(JsonText.scalar(labels.get(i)), JsonText.scalar(texts.get(i))));
        }
    }

    private static void list(JsonNode node, List<Option> options) throws RejectedRow {
        if (!node.isEmpty() && node.get(0).isObject()) {
            for (JsonNode choice : node) {
                options.add(new Option(JsonText.scalar(choice.path("label")), JsonText.scalar(choice.path("text"))));
            }
            return;
        }
        if (node.size() > LETTERS) {
            throw new RejectedRow("more than 26 choices without labels");
        }
        boolean lettered = isLettered(node);
        for (int i = 0; i < node.size(); i++) {
            String text = JsonText.scalar(node.get(i));
            options.add(new Option(letter(i), lettered ? withoutLetter(text) : text));
        }
    }

    private static boolean isLettered(JsonNode texts) {
        for (int i = 0; i < texts.size(); i++) {
            String text = JsonText.scalar(texts.get(i));
            Matcher lettered = LETTERED.matcher(text == null ? "" : text);
            if (!lettered.matches() || !lettered.group(1).equalsIgnoreCase(letter(i))) {
                return false;
            }
        }
        return true;
    }

    private static String withoutLetter(String text) {
        Matcher lettered = LETTERED.matcher(text);
        return lettered.matches() ? lettered.group(2).strip() : text;
    }

    private static String letter(int index) {
        return String.valueOf((char) ('A' + index));
    }

    private static List<Option> checked(List<Option> options) throws RejectedRow {
        Set<String> labels = new HashSet<>();
        for (Option option : options) {
            if (option.label() == null || option.label().isBlank() || option.text() == null) {
                throw new RejectedRow("a choice lacks its label or text");
            }
            if (!labels.add(option.label())) {
                throw new RejectedRow("two choices have the label " + option.label());
            }
        }
        if (options.size() == 1) {
            throw new RejectedRow("a single choice");
        }
        return options;
    }
}
