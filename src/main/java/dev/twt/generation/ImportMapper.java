package dev.twt.generation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.twt.config.DataFormat;
import dev.twt.config.ImportSource;
import dev.twt.dataset.JsonText;
import dev.twt.dataset.RejectedRow;
import java.util.ArrayList;
import java.util.List;

/** Turns one row of a source into the answers it holds. */
final class ImportMapper {
    private static final int OK = 200;

    private final ImportSource source;
    private final ImportFields fields;

    ImportMapper(ImportSource source) {
        this.source = source;
        this.fields = new ImportFields(source);
    }

    List<ImportedAnswer> map(String json) throws RejectedRow {
        try {
            return map(JsonText.parse(json));
        } catch (JsonProcessingException e) {
            throw new RejectedRow(JsonText.reason(e));
        }
    }

    private List<ImportedAnswer> map(JsonNode row) throws RejectedRow {
        if (!row.isObject()) {
            throw new RejectedRow("not a JSON object");
        }
        boolean batch = source.format() == DataFormat.OPENAI_BATCH;
        if (batch) {
            refuseBatchError(row);
        }
        List<ImportedAnswer> answers = new ArrayList<>();
        int count = fields.answers(row);
        for (int i = 0; i < count; i++) {
            answers.add(answer(row, i, batch, count));
        }
        if (answers.isEmpty()) {
            throw new RejectedRow("no text at '" + fields.path(ImportFields.TEXT) + "'");
        }
        return answers;
    }

    private ImportedAnswer answer(JsonNode row, int i, boolean batch, int count) throws RejectedRow {
        String id = fields.scalar(row, ImportFields.QUESTION_ID, i);
        String refusal = batch
                ? JsonText.scalar(row.path("response")
                        .path("body")
                        .path("choices")
                        .path(i)
                        .path("message")
                        .path("refusal"))
                : null;
        return new ImportedAnswer(
                i,
                id == null || id.isBlank() ? null : id.strip(),
                fields.scalar(row, ImportFields.QUESTION, i),
                refusal == null ? text(row, i) : refusal,
                fields.scalar(row, ImportFields.RATIONALE, i),
                fields.scalar(row, ImportFields.ANSWER, i),
                confidence(row, i),
                logprobs(fields.node(row, ImportFields.TOKEN_LOGPROBS, i)),
                texts(fields.node(row, ImportFields.TOKEN_TEXTS, i)),
                tokens(row, ImportFields.PROMPT_TOKENS, i),
                // A batch counts the tokens of all its choices together.
                batch && count > 1 ? null : tokens(row, ImportFields.COMPLETION_TOKENS, i),
                refusal == null ? fields.scalar(row, ImportFields.FINISH_REASON, i) : "refusal",
                batch ? JsonText.scalar(row.path("response").path("body").path("model")) : null);
    }

    private String text(JsonNode row, int i) throws RejectedRow {
        JsonNode node = fields.node(row, ImportFields.TEXT, i);
        if (node != null && node.isArray()) {
            String path = fields.path(ImportFields.TEXT).toString();
            throw new RejectedRow("a list at '" + path + "': write " + path + "[*] for all or " + path + "[0] for one");
        }
        String text = JsonText.scalar(node);
        if (text == null || text.isBlank()) {
            throw new RejectedRow("no text at '" + fields.path(ImportFields.TEXT) + "'");
        }
        int cut = source.cutAt().isEmpty() ? -1 : text.indexOf(source.cutAt());
        String kept = (cut < 0 ? text : text.substring(0, cut)).strip();
        if (kept.isEmpty()) {
            throw new RejectedRow("nothing stands before cut-at");
        }
        return kept;
    }

    private static void refuseBatchError(JsonNode row) throws RejectedRow {
        JsonNode error = row.path("error");
        JsonNode status = row.path("response").path("status_code");
        if (!error.isMissingNode() && !error.isNull()) {
            String message = JsonText.scalar(error.path("message"));
            throw new RejectedRow("the batch reports an error: " + (message == null ? error : message));
        }
        if (status.isNumber() && status.asInt() != OK) {
            throw new RejectedRow("the batch reports status " + status.asInt());
        }
    }

    private Double confidence(JsonNode row, int i) throws RejectedRow {
        String given = fields.scalar(row, ImportFields.STATED_CONFIDENCE, i);
        if (given == null) {
            return null;
        }
        Double confidence = number(given);
        if (confidence == null || !(confidence >= 0 && confidence <= 1)) {
            throw new RejectedRow("stated_confidence " + given + " is no number in [0, 1]");
        }
        return confidence;
    }

    private Integer tokens(JsonNode row, String key, int i) throws RejectedRow {
        String given = fields.scalar(row, key, i);
        if (given == null) {
            return null;
        }
        Double number = number(given);
        if (number == null || number < 0 || number > Integer.MAX_VALUE || number != Math.rint(number)) {
            throw new RejectedRow(key + " " + given + " is no number of tokens");
        }
        return number.intValue();
    }

    private static Double number(String text) {
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static float[] logprobs(JsonNode node) throws RejectedRow {
        if (node == null) {
            return null;
        }
        if (!node.isArray()) {
            throw new RejectedRow("token_logprobs is no list of numbers");
        }
        float[] logprobs = new float[node.size()];
        for (int i = 0; i < logprobs.length; i++) {
            if (!node.get(i).isNumber() || node.get(i).asDouble() > 0) {
                throw new RejectedRow("token_logprobs holds " + node.get(i) + ", no log-probability");
            }
            logprobs[i] = (float) node.get(i).asDouble();
        }
        return logprobs.length == 0 ? null : logprobs;
    }

    private static String[] texts(JsonNode node) throws RejectedRow {
        if (node == null) {
            return null;
        }
        if (!node.isArray()) {
            throw new RejectedRow("token_texts is no list of texts");
        }
        String[] texts = new String[node.size()];
        for (int i = 0; i < texts.length; i++) {
            if (!node.get(i).isTextual()) {
                throw new RejectedRow("token_texts holds " + node.get(i) + ", no text");
            }
            texts[i] = node.get(i).asText();
        }
        return texts;
    }
}
