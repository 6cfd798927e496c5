package dev.twt.model.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.model.file.ModelException;
import dev.twt.model.natives.NativeLibraries;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** A tokenizer over Hugging Face's library, which DJL brings. */
final class FastTokenizer implements Tokenizer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> PLAIN =
            Map.of("addSpecialTokens", "false", "padding", "false", "truncation", "false");

    private final HuggingFaceTokenizer library;
    private final SpecialTokens specials;
    private final Set<Integer> specialIds;
    private final TokenizerParts parts;
    private final int[] endOfAnswer;

    private FastTokenizer(HuggingFaceTokenizer library, SpecialTokens specials, TokenizerParts parts) {
        this.library = library;
        this.specials = specials;
        this.specialIds = new HashSet<>(specials.ids().values());
        this.parts = parts;
        this.endOfAnswer =
                parts.endOfAnswer().stream().mapToInt(i -> i).sorted().toArray();
    }

    /** Takes the JSON over: it is changed. */
    static FastTokenizer of(TokenizerParts parts) {
        NativeLibraries.fromTheClassPathAlone();
        parts.json().putNull("truncation").putNull("padding").putNull("post_processor");
        SpecialTokens specials = SpecialTokens.hide(parts.where(), parts.json(), parts.specialTexts());
        try {
            byte[] json = JSON.writeValueAsBytes(parts.json());
            HuggingFaceTokenizer library = HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), PLAIN);
            return new FastTokenizer(library, specials, parts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        } catch (IOException | RuntimeException e) {
            throw new ModelException(
                    parts.where(),
                    "the tokenizer can't be built: " + NativeLibraries.reason(e),
                    "Take the files of the model again from where they were published",
                    e);
        }
    }

    @Override
    public int vocabularySize() {
        return parts.vocabularySize();
    }

    @Override
    public int[] encodeText(String text) {
        return Arrays.stream(library.encode(text, false, false).getIds())
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    @Override
    public int[] encodeMarkup(String text) {
        return encodeText(specials.reveal(text));
    }

    @Override
    public int[] encode(RenderedChat chat) {
        StringBuilder whole = new StringBuilder();
        StringBuilder markup = new StringBuilder();
        for (RenderedChat.Piece piece : chat.pieces()) {
            if (piece.markup()) {
                markup.append(piece.text());
            } else {
                whole.append(specials.reveal(markup.toString())).append(piece.text());
                markup.setLength(0);
            }
        }
        return encodeText(whole.append(specials.reveal(markup.toString())).toString());
    }

    @Override
    public String decode(int[] ids) {
        long[] plain = Arrays.stream(ids)
                .filter(id -> id >= 0 && id < parts.vocabularySize() && !specialIds.contains(id))
                .asLongStream()
                .toArray();
        return plain.length == 0 ? "" : library.decode(plain, false);
    }

    @Override
    public OptionalInt beginOfSequence() {
        return parts.beginOfSequence();
    }

    @Override
    public int[] endOfAnswer() {
        return endOfAnswer.clone();
    }

    @Override
    public String special(String name) {
        return parts.named().getOrDefault(name, "");
    }

    @Override
    public void close() {
        library.close();
    }
}
