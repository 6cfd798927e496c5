package dev.twt.model.text;

import dev.twt.model.file.Metadata;
import dev.twt.model.file.ModelException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The tokens of a GGUF file.
 *
 * @param where the file, for messages
 * @param tokens by id, all different
 * @param types llama.cpp's kind of each token
 * @param ids of the tokens
 */
@SuppressWarnings("ArrayRecordComponent") // stays within the package
record GgufVocabulary(String where, List<String> tokens, long[] types, Map<String, Integer> ids) {
    static final long NORMAL = 1;
    static final long UNKNOWN = 2;
    static final long CONTROL = 3;
    static final long USER_DEFINED = 4;

    private static final String FIX =
            "Take a GGUF file made by a current llama.cpp, or the model's Hugging Face folder";

    static GgufVocabulary read(String where, Metadata metadata) {
        List<String> tokens = metadata.strings("tokenizer.ggml.tokens");
        long[] types = metadata.longs("tokenizer.ggml.token_type");
        if (types.length != tokens.size()) {
            throw new ModelException(
                    where, "it has " + tokens.size() + " tokens, and kinds for " + types.length + " of them", FIX);
        }
        Map<String, Integer> ids = new HashMap<>(2 * tokens.size());
        for (int id = 0; id < tokens.size(); id++) {
            Integer other = ids.putIfAbsent(tokens.get(id), id);
            if (other != null) {
                throw new ModelException(
                        where, "tokens " + other + " and " + id + " are the same text: " + tokens.get(id), FIX);
            }
        }
        GgufVocabulary vocabulary = new GgufVocabulary(where, tokens, types, ids);
        // Old converters left some of these as ordinary tokens, which a question could then write.
        vocabulary.endOfAnswer(metadata).forEach(id -> types[id] = CONTROL);
        return vocabulary;
    }

    /** Ends of sequence, of turn and of message, by the file's word and by name. */
    Set<Integer> endOfAnswer(Metadata metadata) {
        Set<Integer> ends = new TreeSet<>();
        for (String key : List.of("eos_token_id", "eot_token_id", "eom_token_id")) {
            id(metadata, key).ifPresent(ends::add);
        }
        for (String text : EndTokens.TEXTS) {
            Integer id = ids.get(text);
            if (id != null && types[id] != NORMAL) {
                ends.add(id);
            }
        }
        return ends;
    }

    /** The id that a key of the metadata names, if it is there. */
    Optional<Integer> id(Metadata metadata, String key) {
        Optional<Integer> id = metadata.findInt("tokenizer.ggml." + key);
        id.filter(i -> i < 0 || i >= tokens.size()).ifPresent(i -> {
            throw new ModelException(
                    where, "tokenizer.ggml." + key + " is " + i + " of " + tokens.size() + " tokens", FIX);
        });
        return id;
    }

    boolean special(int id) {
        return types[id] == UNKNOWN || types[id] == CONTROL;
    }
}
