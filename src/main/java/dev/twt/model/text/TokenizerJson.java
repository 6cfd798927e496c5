package dev.twt.model.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The parts of a tokenizer.json that both kinds of GGUF vocabulary share. */
final class TokenizerJson {
    private TokenizerJson() {}

    static ObjectNode node(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    /** A step that applies others in turn; {@code list} is their name in it. */
    static ObjectNode sequence(String list, ObjectNode... steps) {
        ObjectNode sequence = node("Sequence");
        ArrayNode array = sequence.putArray(list);
        for (ObjectNode step : steps) {
            array.add(step);
        }
        return sequence;
    }

    static ObjectNode replace(String what, String by) {
        ObjectNode replace = node("Replace").put("content", by);
        replace.putObject("pattern").put("String", what);
        return replace;
    }

    /**
     * A BPE tokenizer with the vocabulary and its added tokens; merges and text handling are the caller's.
     *
     * @param matchNormalized whether added tokens with a blank in them are looked for after the normalizer has run
     */
    static ObjectNode bpe(GgufVocabulary vocabulary, ArrayNode merges, boolean matchNormalized) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("version", "1.0");
        ArrayNode added = json.putArray("added_tokens");
        ObjectNode model = json.putObject("model").put("type", "BPE");
        ObjectNode ids = model.putObject("vocab");
        model.set("merges", merges);
        for (int id = 0; id < vocabulary.tokens().size(); id++) {
            String token = vocabulary.tokens().get(id);
            ids.put(token, id);
            boolean special = vocabulary.special(id);
            if (special || vocabulary.types()[id] == GgufVocabulary.USER_DEFINED) {
                added.addObject()
                        .put("id", id)
                        .put("content", token)
                        .put("single_word", false)
                        .put("lstrip", false)
                        .put("rstrip", false)
                        .put("normalized", matchNormalized && !special && token.indexOf(' ') >= 0)
                        .put("special", special);
            }
        }
        return json;
    }
}
