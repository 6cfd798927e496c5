package dev.twt.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.twt.config.QuestionsConfig;
import dev.twt.config.TaskConfig;
import dev.twt.config.UserException;
import dev.twt.dataset.QuestionRow.Option;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns one JSON row into a question, by the field names of the config. */
public final class QuestionMapper {
    /** Keys of {@code questions.fields}. */
    static final List<String> KEYS =
            List.of("id", "question", "choices", "gold", "setup", "tests", "split", "task", "meta");

    private static final Set<String> TASKS = Set.of("math", "choice", "text", "code");

    private final Map<String, FieldPath> paths = new LinkedHashMap<>();
    private final String defaultTask;

    QuestionMapper(QuestionsConfig config, TaskConfig task) {
        this(config.fields(), task.defaultType(), "questions.fields");
    }

    /**
     * Makes a mapper.
     *
     * @param fields key to field path
     * @param where the config key to name when a path is wrong
     */
    public QuestionMapper(Map<String, String> fields, String defaultTask, String where) {
        this.defaultTask = defaultTask;
        for (String key : KEYS) {
            String path = fields.getOrDefault(key, key);
            try {
                paths.put(key, FieldPath.of(path));
            } catch (IllegalArgumentException e) {
                throw new UserException(where + "." + key, e.getMessage(), "Write the path of the field");
            }
        }
        if (!fields.containsKey("id")) {
            paths.put(QuestionColumns.QUESTION_ID, FieldPath.of(QuestionColumns.QUESTION_ID));
        }
    }

    /** The question in a row's JSON text. */
    public QuestionRow map(String json) throws RejectedRow {
        try {
            return map(JsonText.parse(json));
        } catch (JsonProcessingException e) {
            throw new RejectedRow(JsonText.reason(e));
        }
    }

    /** The question in a parsed row. */
    QuestionRow map(JsonNode row) throws RejectedRow {
        if (!row.isObject()) {
            throw new RejectedRow("not a JSON object");
        }
        String text = scalar(row, "question");
        if (text == null || text.isBlank()) {
            throw new RejectedRow("no question at '" + paths.get("question") + "'");
        }
        if (QuestionText.normalised(text).isEmpty()) {
            throw new RejectedRow("the question has neither letters nor digits");
        }
        List<Option> choices = OptionReader.read(paths.get("choices").value(row));
        List<String> tests = tests(row);
        return new QuestionRow(
                id(row, text),
                text.strip(),
                choices,
                gold(scalar(row, "gold"), choices),
                tests,
                scalar(row, "split"),
                task(scalar(row, "task"), choices, tests),
                meta(paths.get("meta").value(row)));
    }

    private String id(JsonNode row, String text) {
        String id = scalar(row, "id");
        if (id == null && paths.containsKey(QuestionColumns.QUESTION_ID)) {
            id = scalar(row, QuestionColumns.QUESTION_ID);
        }
        return id == null || id.isBlank() ? QuestionText.id(text) : id.strip();
    }

    private String task(String named, List<Option> choices, List<String> tests) throws RejectedRow {
        if (named != null) {
            if (!TASKS.contains(named)) {
                throw new RejectedRow("unknown task '" + named + "', known are math, choice, text and code");
            }
            if (named.equals("choice") && choices.isEmpty()) {
                throw new RejectedRow("task choice without choices");
            }
            return named;
        }
        if (!choices.isEmpty()) {
            return "choice";
        }
        if (tests.isEmpty() && defaultTask.equals("choice")) {
            throw new RejectedRow("no choices at '" + paths.get("choices") + "'");
        }
        return tests.isEmpty() ? defaultTask : "code";
    }

    /** A label where the gold answer is certainly that of one option, else as given: the task knows more forms. */
    private static String gold(String given, List<Option> choices) {
        if (given == null) {
            return null;
        }
        String gold = given.strip();
        for (Option option : choices) {
            if (option.label().equalsIgnoreCase(gold)) {
                return option.label();
            }
        }
        List<Option> same = choices.stream()
                .filter(option -> option.text().strip().equalsIgnoreCase(gold))
                .toList();
        return same.size() == 1 ? same.get(0).label() : gold;
    }

    /** What has to run before the tests is the first of them; alone it tests nothing. */
    private List<String> tests(JsonNode row) {
        List<String> tests = texts(paths.get("tests").value(row));
        if (tests.isEmpty()) {
            return tests;
        }
        List<String> all = texts(paths.get("setup").value(row));
        all.addAll(tests);
        return all;
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : node.isArray() ? node : List.<JsonNode>of(node)) {
            String text = JsonText.scalar(element);
            if (text != null && !text.isBlank()) {
                texts.add(text);
            }
        }
        return texts;
    }

    private static Map<String, String> meta(JsonNode node) {
        Map<String, String> meta = new LinkedHashMap<>();
        node.fields().forEachRemaining(entry -> {
            String value = JsonText.scalar(entry.getValue());
            if (value != null) {
                meta.put(entry.getKey(), value);
            }
        });
        return meta;
    }

    private String scalar(JsonNode row, String key) {
        return JsonText.scalar(paths.get(key).value(row));
    }
}
