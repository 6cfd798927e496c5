package dev.twt.generation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twt.config.DataFormat;
import dev.twt.config.ImportSource;
import dev.twt.config.UserException;
import dev.twt.dataset.FieldPath;
import dev.twt.dataset.JsonText;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which field of an imported row holds what. */
final class ImportFields {
    static final String QUESTION_ID = "question_id";
    static final String QUESTION = "question";
    static final String TEXT = "text";
    static final String RATIONALE = "rationale";
    static final String ANSWER = "answer";
    static final String STATED_CONFIDENCE = "stated_confidence";
    static final String TOKEN_LOGPROBS = "token_logprobs";
    static final String TOKEN_TEXTS = "token_texts";
    static final String PROMPT_TOKENS = "prompt_tokens";
    static final String COMPLETION_TOKENS = "completion_tokens";
    static final String FINISH_REASON = "finish_reason";

    /** Only these are looked for under their own name: an unmapped "answer", say, is as often the right one as the teacher's. */
    private static final Map<String, String> DEFAULTS =
            Map.of(QUESTION_ID, QUESTION_ID, QUESTION, QUESTION, TEXT, TEXT);

    /** Where OpenAI's batch output holds them. */
    private static final Map<String, String> BATCH = Map.of(
            QUESTION_ID, "custom_id",
            TEXT, "response.body.choices[*].message.content",
            RATIONALE, "response.body.choices[*].message.reasoning_content",
            FINISH_REASON, "response.body.choices[*].finish_reason",
            TOKEN_LOGPROBS, "response.body.choices[*].logprobs.content[*].logprob",
            TOKEN_TEXTS, "response.body.choices[*].logprobs.content[*].token",
            PROMPT_TOKENS, "response.body.usage.prompt_tokens",
            COMPLETION_TOKENS, "response.body.usage.completion_tokens");

    private final Map<String, FieldPath> paths = new HashMap<>();

    /**
     * Reads the mapping of a source.
     *
     * @throws UserException if a path is none
     */
    ImportFields(ImportSource source) {
        Map<String, String> named = new LinkedHashMap<>(DEFAULTS);
        if (source.format() == DataFormat.OPENAI_BATCH) {
            named.putAll(BATCH);
        }
        named.putAll(source.fields());
        if (!source.fields().containsKey(TEXT) && source.fields().containsKey(RATIONALE)) {
            named.put(TEXT, source.fields().get(RATIONALE));
        }
        named.forEach((key, path) -> {
            try {
                paths.put(key, FieldPath.of(path));
            } catch (IllegalArgumentException e) {
                throw new UserException(
                        "import.sources (" + source.teacher() + ").fields." + key,
                        e.getMessage(),
                        "Write the path of the field");
            }
        });
    }

    FieldPath path(String key) {
        return paths.get(key);
    }

    /** How many answers a row holds: the length of the list the text's path goes through, or one. */
    int answers(JsonNode row) {
        return paths.get(TEXT).isMany() ? paths.get(TEXT).values(row).size() : 1;
    }

    /** What belongs to the i-th answer: the i-th value of a path with a star, the value of any other; or null. */
    JsonNode node(JsonNode row, String key, int i) {
        FieldPath path = paths.get(key);
        if (path == null) {
            return null;
        }
        List<JsonNode> values = path.values(row);
        int at = path.isMany() ? i : 0;
        return at < values.size() && !values.get(at).isNull() ? values.get(at) : null;
    }

    String scalar(JsonNode row, String key, int i) {
        return JsonText.scalar(node(row, key, i));
    }
}
