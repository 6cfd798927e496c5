package dev.twt.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twt.model.file.ModelException;
import dev.twt.model.network.Architecture;
import dev.twt.model.network.Checkpoint;
import dev.twt.model.network.Part;
import dev.twt.model.text.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a trained model was trained with, as its folder says, so that it is not put together with something else.
 *
 * @param base sum of what tells the model it belongs to from others: the norms of all layers, which a GGUF file holds as a
 *     Hugging Face folder does, as bfloat16; where they tell nothing, since that model was never trained, a matrix too
 * @param tokenizer sum of what the tokenizer makes of a text, and of some of its tokens
 */
public record TrainedWith(String base, String tokenizer) {
    private static final String FIELD = "trainedWith";
    private static final int TOKENS = 1024;

    /** Words, digits, punctuation, other scripts and blanks: what tokenizers split unlike each other. */
    private static final String TEXT =
            "The answer is 3.14159, isn't it? (A) naïve Σx² = 100,000;\n\tdef f(x): return x**2"
                    + "\nМосква 東京 🙂 [label] Question: 17 + 25 = 42.";

    /**
     * Of a model that was trained just now.
     *
     * @throws ModelException if it cannot be used
     */
    public static TrainedWith of(Path model) {
        try (ModelSource source = ModelSource.open(model);
                ModelHead head = source.head()) {
            return new TrainedWith(base(source.architecture(), source.checkpoint()), tokenizer(head.tokenizer()));
        }
    }

    /** What a folder says; empty where it says nothing. */
    static Optional<TrainedWith> said(Path model) {
        JsonNode said = StageFile.in(model).path(FIELD);
        return said.path("base").isTextual() && said.path("tokenizer").isTextual()
                ? Optional.of(new TrainedWith(
                        said.path("base").asText(), said.path("tokenizer").asText()))
                : Optional.empty();
    }

    /** Refuses an adapter that was trained on another model than it is added to. */
    void checkBase(Path adapter, Path found, Architecture architecture, Checkpoint checkpoint) {
        if (!base.equals(base(architecture, checkpoint))) {
            throw new ModelException(
                    adapter.toString(),
                    "the adapter was trained on another model than " + found + ": their weights differ",
                    "Name the model it was trained on by base_model_name_or_path in adapter_config.json, or put that one"
                            + " back; else delete the stage's folder and train again");
        }
    }

    /** Refuses a tokenizer that the model was not trained with. */
    void checkTokenizer(Path model, Path found, Tokenizer other) {
        if (!tokenizer.equals(tokenizer(other))) {
            throw new ModelException(
                    model.toString(),
                    "it was trained with another tokenizer than the one of " + found,
                    "Put the tokenizer back that was there when it was trained (tokenizer.json), or delete the stage's"
                            + " folder and train again");
        }
    }

    private static String base(Architecture architecture, Checkpoint checkpoint) {
        MessageDigest digest = digest();
        boolean fresh = add(digest, checkpoint.published(Part.FINAL_NORM, 0));
        for (int layer = 0; layer < architecture.layers(); layer++) {
            fresh &= add(digest, checkpoint.published(Part.ATTENTION_NORM, layer));
        }
        if (fresh) {
            add(digest, checkpoint.published(Part.KEY, 0));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Whether all values are the same. */
    private static boolean add(MessageDigest digest, float[] values) {
        boolean same = true;
        for (float value : values) {
            int bits = Float.floatToIntBits(value);
            int half = (bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16; // to the nearest bfloat16
            digest.update((byte) (half >>> 8));
            digest.update((byte) half);
            same &= value == values[0];
        }
        return same;
    }

    private static String tokenizer(Tokenizer tokenizer) {
        MessageDigest digest = digest();
        int size = tokenizer.vocabularySize();
        add(digest, size + " " + Arrays.toString(tokenizer.encodeText(TEXT)));
        add(digest, Arrays.toString(tokenizer.endOfAnswer()) + tokenizer.beginOfSequence());
        for (int i = 0; i < Math.min(size, TOKENS); i++) {
            add(digest, tokenizer.decode(new int[] {(int) ((long) i * size / Math.min(size, TOKENS))}) + "\n");
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
