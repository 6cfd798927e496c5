package dev.twt.model;

import dev.twt.model.text.Tokenizer;
import java.util.Arrays;
import java.util.SplittableRandom;

/** One sequence under way: what was drawn, and when it ends. */
final class Sequence {
    private final GenerationRequest request;
    private final Tokenizer tokenizer;
    private final StopTexts stops;
    private final SplittableRandom random;
    private final long begun = System.nanoTime();
    private int[] tokens = new int[64];
    private float[] logprobs = new float[64];
    private int count;

    Sequence(GenerationRequest request, Tokenizer tokenizer) {
        this.request = request;
        this.tokenizer = tokenizer;
        this.stops = new StopTexts(tokenizer, request.stop());
        this.random = new SplittableRandom(request.seed());
    }

    GenerationRequest request() {
        return request;
    }

    /** Where in the distribution the next token is drawn; depends on the request's seed and on nothing else. */
    double nextShare() {
        return random.nextDouble();
    }

    int lastToken() {
        return tokens[count - 1];
    }

    /** Position of {@link #lastToken()}. */
    int lastPosition() {
        return request.prompt().length + count - 1;
    }

    /** Takes a drawn token and returns the generation if it ended with it, else null. */
    Generation take(int token, float logprob) {
        for (int end : tokenizer.endOfAnswer()) {
            if (token == end) {
                return ended(tokenizer.decode(drawn()), count, Generation.Finish.STOP);
            }
        }
        add(token, logprob);
        StopTexts.Cut cut = stops.find(drawn());
        if (cut != null) {
            return ended(cut.text(), cut.tokens(), Generation.Finish.STOP);
        }
        if (count == request.maxTokens()) {
            return ended(tokenizer.decode(drawn()), count, Generation.Finish.LENGTH);
        }
        return null;
    }

    private void add(int token, float logprob) {
        if (count == tokens.length) {
            tokens = Arrays.copyOf(tokens, 2 * count);
            logprobs = Arrays.copyOf(logprobs, 2 * count);
        }
        tokens[count] = token;
        logprobs[count] = logprob;
        count++;
    }

    private int[] drawn() {
        return Arrays.copyOf(tokens, count);
    }

    private Generation ended(String text, int kept, Generation.Finish finish) {
        return new Generation(
                request.id(),
                Arrays.copyOf(tokens, kept),
                Arrays.copyOf(logprobs, kept),
                text,
                finish,
                request.prompt().length,
                (System.nanoTime() - begun) / 1_000_000);
    }
}
