package dev.twt.model.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/** A tokenizer as the files of a Hugging Face folder, which transformers reads as it is read here. */
final class TokenizerFiles {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private TokenizerFiles() {}

    static Map<String, ObjectNode> of(TokenizerParts parts) {
        ObjectNode config = JSON.objectNode();
        config.put("tokenizer_class", "PreTrainedTokenizerFast").put("clean_up_tokenization_spaces", false);
        config.put("add_bos_token", parts.beginOfSequence().isPresent());
        parts.named().forEach(config::put);
        ObjectNode generation = JSON.objectNode();
        ArrayNode ends = generation.putArray("eos_token_id");
        parts.endOfAnswer().forEach(ends::add);
        ObjectNode tokenizer = parts.json();
        begin(tokenizer, generation, parts);
        Map<String, ObjectNode> files = new LinkedHashMap<>();
        files.put("tokenizer.json", tokenizer);
        files.put("tokenizer_config.json", config);
        files.put("generation_config.json", generation);
        return files;
    }

    /** The post-processor that puts the begin-of-sequence token before a text. */
    private static void begin(ObjectNode tokenizer, ObjectNode generation, TokenizerParts parts) {
        OptionalInt id = parts.beginOfSequence();
        String text = parts.named().get("bos_token");
        if (id.isEmpty() || text == null) {
            return;
        }
        generation.put("bos_token_id", id.getAsInt());
        ObjectNode processor = TokenizerJson.node("TemplateProcessing");
        piece(processor.putArray("single"), "SpecialToken", text, 0);
        piece((ArrayNode) processor.get("single"), "Sequence", "A", 0);
        piece(processor.putArray("pair"), "SpecialToken", text, 0);
        piece((ArrayNode) processor.get("pair"), "Sequence", "A", 0);
        piece((ArrayNode) processor.get("pair"), "Sequence", "B", 1);
        ObjectNode special =
                processor.putObject("special_tokens").putObject(text).put("id", text);
        special.putArray("ids").add(id.getAsInt());
        special.putArray("tokens").add(text);
        tokenizer.set("post_processor", processor);
    }

    private static void piece(ArrayNode pieces, String kind, String id, int type) {
        pieces.addObject().putObject(kind).put("id", id).put("type_id", type);
    }
}
