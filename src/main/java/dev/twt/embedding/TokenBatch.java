package dev.twt.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Token ids of a few texts, filled up on the right to the longest. What fills is masked, so its id does not matter.
 *
 * @param ids one array a text, none empty
 */
record TokenBatch(List<long[]> ids) {
    int size() {
        return ids.size();
    }

    int length() {
        return ids.stream().mapToInt(x -> x.length).max().orElse(0);
    }

    int tokens(int text) {
        return ids.get(text).length;
    }

    /** The model's inputs, [texts, length] each; the caller closes them. */
    Map<String, OnnxTensor> tensors(OrtEnvironment environment, boolean tokenTypes) throws OrtException {
        int length = length();
        LongBuffer tokens = buffer(length);
        LongBuffer mask = buffer(length);
        for (int text = 0; text < size(); text++) {
            long[] row = ids.get(text);
            tokens.put(text * length, row);
            for (int t = 0; t < row.length; t++) {
                mask.put(text * length + t, 1);
            }
        }
        long[] shape = {size(), length};
        Map<String, OnnxTensor> tensors = new HashMap<>();
        tensors.put(ModelSignature.IDS, OnnxTensor.createTensor(environment, tokens, shape));
        tensors.put(ModelSignature.MASK, OnnxTensor.createTensor(environment, mask, shape));
        if (tokenTypes) {
            tensors.put(ModelSignature.TYPES, OnnxTensor.createTensor(environment, buffer(length), shape));
        }
        return tensors;
    }

    private LongBuffer buffer(int length) {
        return ByteBuffer.allocateDirect(Long.BYTES * size() * length)
                .order(ByteOrder.nativeOrder())
                .asLongBuffer();
    }
}
