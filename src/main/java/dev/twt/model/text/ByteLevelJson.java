package dev.twt.model.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The tokenizer.json of a GGUF file whose {@code tokenizer.ggml.model} is gpt2: BPE over bytes written as letters. */
final class ByteLevelJson {
    private ByteLevelJson() {}

    static ObjectNode of(GgufVocabulary vocabulary, List<String> merges, ByteLevelStyle style) {
        ArrayNode pairs = JsonNodeFactory.instance.arrayNode(merges.size());
        merges.forEach(pairs::add);
        ObjectNode json = TokenizerJson.bpe(vocabulary, pairs, false);
        ObjectNode model = (ObjectNode) json.get("model");
        model.put("byte_fallback", false).put("fuse_unk", false).put("ignore_merges", style.ignoreMerges());
        if (style.nfc()) {
            json.set("normalizer", TokenizerJson.node("NFC"));
        }
        json.set("pre_tokenizer", preTokenizer(style));
        json.set("decoder", byteLevel());
        return json;
    }

    private static ObjectNode preTokenizer(ByteLevelStyle style) {
        ObjectNode sequence = TokenizerJson.sequence("pretokenizers");
        ArrayNode steps = (ArrayNode) sequence.get("pretokenizers");
        for (String expression : style.splits()) {
            ObjectNode split = TokenizerJson.node("Split");
            split.putObject("pattern").put("Regex", expression);
            steps.add(split.put("behavior", "Isolated").put("invert", false));
        }
        steps.add(byteLevel());
        return sequence;
    }

    private static ObjectNode byteLevel() {
        return TokenizerJson.node("ByteLevel")
                .put("add_prefix_space", false)
                .put("trim_offsets", false)
                .put("use_regex", false);
    }
}
