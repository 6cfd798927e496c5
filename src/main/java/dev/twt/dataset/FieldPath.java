package dev.twt.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a value stands in a JSON row: {@code question.stem}, {@code generation[0]}, {@code choices[*].text}, or a text
 * with paths in braces, {@code {Body} {Question}}.
 */
public final class FieldPath {
    private static final int EVERY = -1;
    private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)((?:\\[(?:\\*|\\d+)\\])*)");
    private static final Pattern INDEX = Pattern.compile("\\[(\\*|\\d+)\\]");
    private static final Pattern BRACES = Pattern.compile("\\{([^{}]+)\\}");

    private final String source;
    private final List<Object> steps;

    private FieldPath(String source, List<Object> steps) {
        this.source = source;
        this.steps = steps;
    }

    /**
     * Reads a path.
     *
     * @throws IllegalArgumentException if it is not one
     */
    public static FieldPath of(String path) {
        if (path.indexOf('{') >= 0) {
            Matcher braces = BRACES.matcher(path);
            while (braces.find()) {
                steps(braces.group(1), path);
            }
            return new FieldPath(path, null);
        }
        return new FieldPath(path, steps(path, path));
    }

    private static List<Object> steps(String path, String whole) {
        List<Object> steps = new ArrayList<>();
        int at = 0;
        Matcher step = STEP.matcher(path);
        while (at < path.length()) {
            if (!step.find(at) || step.start() != at) {
                throw new IllegalArgumentException(
                        "'" + whole + "' is not a field path such as question.stem or texts[*]");
            }
            steps.add(step.group(1).strip());
            Matcher index = INDEX.matcher(step.group(2));
            while (index.find()) {
                steps.add(index.group(1).equals("*") ? EVERY : Integer.parseInt(index.group(1)));
            }
            at = step.end();
            if (at < path.length() && path.charAt(at) == '.') {
                at++;
            }
        }
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a field path is empty");
        }
        return steps;
    }

    /** The value: a missing node where there is none; with {@code [*]} an array of what stands in every element. */
    JsonNode value(JsonNode row) {
        if (steps == null) {
            return fill(row);
        }
        return follow(row, 0);
    }

    /** Whether the path leads to several values, one for each row to be made of them. */
    public boolean isMany() {
        return steps != null && steps.contains(EVERY);
    }

    /**
     * The values of a path with {@code [*]}, one an element of the first list on the way (stars after it stay arrays);
     * the single value of any other path. Empty where there is none.
     */
    public List<JsonNode> values(JsonNode row) {
        JsonNode value = value(row);
        if (!isMany()) {
            return value.isMissingNode() || value.isNull() ? List.of() : List.of(value);
        }
        List<JsonNode> all = new ArrayList<>();
        value.forEach(all::add);
        return all;
    }

    private JsonNode follow(JsonNode from, int step) {
        JsonNode node = from;
        for (int i = step; i < steps.size(); i++) {
            if (steps.get(i) instanceof Integer index) {
                if (index == EVERY) {
                    return every(node, i + 1);
                }
                node = node.path(index);
            } else {
                node = node.path((String) steps.get(i));
            }
        }
        return node;
    }

    private JsonNode every(JsonNode list, int next) {
        if (!list.isArray()) {
            return MissingNode.getInstance();
        }
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (JsonNode element : list) {
            JsonNode value = follow(element, next);
            all.add(value.isMissingNode() ? JsonNodeFactory.instance.nullNode() : value);
        }
        return all;
    }

    private JsonNode fill(JsonNode row) {
        StringBuilder text = new StringBuilder();
        Matcher braces = BRACES.matcher(source);
        while (braces.find()) {
            String value = JsonText.scalar(FieldPath.of(braces.group(1)).value(row));
            if (value == null) {
                return MissingNode.getInstance();
            }
            braces.appendReplacement(text, Matcher.quoteReplacement(value));
        }
        braces.appendTail(text);
        return JsonNodeFactory.instance.textNode(text.toString());
    }

    @Override
    public String toString() {
        return source;
    }
}
