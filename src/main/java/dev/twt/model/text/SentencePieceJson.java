package dev.twt.model.text;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The tokenizer.json of a GGUF file whose {@code tokenizer.ggml.model} is llama: SentencePiece's BPE. */
final class SentencePieceJson {
    private static final String BLANK = "▁";

    private SentencePieceJson() {}

    /**
     * @param scores of the tokens; the better of two neighbours' merges is made first
     * @param prefix whether a blank goes before the text
     */
    static ObjectNode of(GgufVocabulary vocabulary, float[] scores, boolean prefix) {
        // SentencePiece looks for runs of blanks where blanks are written as ▁ already. The library would put its
        // prefix
        // into the runs it looks for, so there it has to be done on the text as it came.
        ObjectNode json = TokenizerJson.bpe(vocabulary, SentencePieceMerges.of(vocabulary, scores), !prefix);
        ObjectNode model = (ObjectNode) json.get("model");
        model.put("byte_fallback", true).put("fuse_unk", true).put("ignore_merges", false);
        unknown(vocabulary, model);
        ObjectNode blanks = TokenizerJson.replace(" ", BLANK);
        ObjectNode text = TokenizerJson.replace(BLANK, " ");
        ObjectNode bytes = TokenizerJson.node("ByteFallback");
        ObjectNode fuse = TokenizerJson.node("Fuse");
        if (prefix) {
            ObjectNode prepend = TokenizerJson.node("Prepend").put("prepend", BLANK);
            ObjectNode strip = TokenizerJson.node("Strip")
                    .put("content", " ")
                    .put("start", 1)
                    .put("stop", 0);
            json.set("normalizer", TokenizerJson.sequence("normalizers", prepend, blanks));
            json.set("decoder", TokenizerJson.sequence("decoders", text, bytes, fuse, strip));
        } else {
            json.set("normalizer", blanks);
            json.set("decoder", TokenizerJson.sequence("decoders", text, bytes, fuse));
        }
        return json;
    }

    private static void unknown(GgufVocabulary vocabulary, ObjectNode model) {
        for (int id = 0; id < vocabulary.tokens().size(); id++) {
            if (vocabulary.types()[id] == GgufVocabulary.UNKNOWN) {
                model.put("unk_token", vocabulary.tokens().get(id));
                return;
            }
        }
        if (vocabulary.ids().containsKey("<unk>")) {
            model.put("unk_token", "<unk>");
        }
    }
}
