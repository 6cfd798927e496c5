package dev.twt.embedding;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.twt.config.UserException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a sentence-embedding graph takes and gives.
 *
 * @param tokenTypes whether it wants {@code token_type_ids}
 * @param output name of the output that is read
 * @param pooled whether that output is one vector a text ([texts, dims]) and not one a token ([texts, tokens, dims])
 */
record ModelSignature(boolean tokenTypes, String output, boolean pooled) {
    static final String IDS = "input_ids";
    static final String MASK = "attention_mask";
    static final String TYPES = "token_type_ids";
    private static final String SENTENCE = "sentence_embedding";
    private static final List<String> TOKENS = List.of("last_hidden_state", "token_embeddings");
    private static final Set<String> KNOWN = Set.of(IDS, MASK, TYPES);

    static ModelSignature of(OrtSession session, String where) throws OrtException {
        Map<String, NodeInfo> inputs = session.getInputInfo();
        if (!inputs.containsKey(IDS) || !inputs.containsKey(MASK) || !KNOWN.containsAll(inputs.keySet())) {
            throw unfit(where, "the model takes " + inputs.keySet() + ", not input_ids and attention_mask");
        }
        for (NodeInfo input : inputs.values()) {
            if (!isTensor(input, OnnxJavaType.INT64, 2)) {
                throw unfit(where, "input " + input.getName() + " is not int64 of two dimensions");
            }
        }
        return output(session.getOutputInfo(), inputs.containsKey(TYPES))
                .orElseThrow(() -> unfit(
                        where,
                        "no output is a float sentence_embedding [texts, dims] or last_hidden_state"
                                + " [texts, tokens, dims]"));
    }

    private static Optional<ModelSignature> output(Map<String, NodeInfo> outputs, boolean types) {
        if (outputs.containsKey(SENTENCE) && isTensor(outputs.get(SENTENCE), OnnxJavaType.FLOAT, 2)) {
            return Optional.of(new ModelSignature(types, SENTENCE, true));
        }
        // Exports without names of their own ("output_0") put the hidden states first; logits are no hidden states.
        return Stream.concat(TOKENS.stream(), outputs.keySet().stream())
                .filter(name -> outputs.containsKey(name) && !name.contains("logits"))
                .filter(name -> isTensor(outputs.get(name), OnnxJavaType.FLOAT, 3))
                .findFirst()
                .map(name -> new ModelSignature(types, name, false));
    }

    private static boolean isTensor(NodeInfo node, OnnxJavaType type, int rank) {
        return node.getInfo() instanceof TensorInfo info && info.type == type && info.getShape().length == rank;
    }

    private static UserException unfit(String where, String what) {
        return new UserException(where, what, "Take a sentence-embedding model exported for feature extraction");
    }
}
