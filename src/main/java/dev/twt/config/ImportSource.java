package dev.twt.config;

import java.io.Serializable;
import java.util.Map;

/**
 * Teachers' answers made elsewhere.
 *
 * @param path file or folder, globs allowed
 * @param format how it is written
 * @param teacher name the rows get
 * @param model model name the rows get, may be empty
 * @param fields our column name to the path of the field: question_id, question, text, rationale, answer,
 *     stated_confidence, token_logprobs, token_texts, prompt_tokens, completion_tokens, finish_reason, choices, gold;
 *     {@code generation[*]} gives one row an element
 * @param join how rows find their question: {@code id}, {@code question} (letters and digits only, lower case),
 *     or {@code none} (the rows bring their own questions)
 * @param cutAt text that ends a completion that runs on, may be empty
 * @param licence what the data set card says about the use of these outputs
 */
public record ImportSource(
        String path,
        DataFormat format,
        String teacher,
        String model,
        Map<String, String> fields,
        String join,
        String cutAt,
        String licence)
        implements Serializable {
    public ImportSource {
        fields = Map.copyOf(fields);
    }
}
