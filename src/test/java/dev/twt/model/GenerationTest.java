package dev.twt.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.twt.model.file.ModelException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GenerationTest {
    @TempDir
    Path folder;

    static Stream<TinyShape> shapes() {
        return Stream.of(TinyShape.LLAMA, TinyShape.QWEN2, TinyShape.QWEN3, TinyShape.GEMMA);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void shouldTakeTheMostLikelyTokenAtTemperatureZeroAndStateItsLogProbability(TinyShape shape) {
        TinyModel model = TinyModel.random(shape, 11);
        PlainForward reference = new PlainForward(model);
        int[] prompt = LogitsTest.ids(7, 3);
        try (CausalLm lm = load(model)) {
            Generation generation = all(lm, 1, List.of(greedy("a", prompt, 12))).get("a");
            int[] sequence = prompt;
            for (int i = 0; i < generation.tokens().length; i++) {
                double[][] logits = reference.logits(sequence);
                double[] last = logits[sequence.length - 1];
                assertThat(generation.tokens()[i]).isEqualTo(argmax(last));
                double expected = last[argmax(last)] - logSumExp(last);
                assertThat((double) generation.logprobs()[i]).isCloseTo(expected, within(1e-4));
                sequence = append(sequence, generation.tokens()[i]);
            }
            assertThat(generation.promptTokens()).isEqualTo(7);
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void shouldGiveEachSequenceWhatItGetsAloneWhenSlotsAreRefilled(TinyShape shape) {
        TinyModel model = TinyModel.random(shape, 12);
        List<GenerationRequest> requests = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            int[] prompt = LogitsTest.ids(1 + (i * 7) % 20, i);
            double temperature = i % 3 == 0 ? 0 : 0.9;
            double topP = i % 3 == 1 ? 1 : 0.8;
            int length = 1 + (i * 11) % 30;
            requests.add(new GenerationRequest("r" + i, prompt, temperature, topP, length, 100 + i, List.of()));
        }
        try (CausalLm lm = load(model)) {
            Map<String, Generation> together = all(lm, 4, requests);
            assertThat(together).hasSize(14);
            for (GenerationRequest request : requests) {
                Generation alone = all(lm, 1, List.of(request)).get(request.id());
                Generation batched = together.get(request.id());
                assertThat(batched.tokens()).as(request.id()).containsExactly(alone.tokens());
                assertThat(batched.logprobs()).containsExactly(alone.logprobs(), within(1e-4f));
                assertThat(batched.text()).isEqualTo(alone.text());
                assertThat(batched.finish()).isEqualTo(alone.finish());
            }
        }
    }

    /** Beginnings that are copied from other sequences, whole prompts among them, change nothing. */
    @ParameterizedTest
    @MethodSource("shapes")
    void shouldGiveEachSequenceWhatItGetsAloneWhenPromptsShareTheirBeginnings(TinyShape shape) {
        List<GenerationRequest> requests = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            int question = i / 3;
            int[] prompt = joined(LogitsTest.ids(40, 1), LogitsTest.ids(1 + 9 * question, 2 + question));
            requests.add(new GenerationRequest("r" + i, prompt, 0.9, 0.8, 1 + (i * 5) % 12, i, List.of()));
        }
        try (CausalLm lm = load(TinyModel.random(shape, 12))) {
            Map<String, Generation> together = all(lm, 4, requests);
            for (GenerationRequest request : requests) {
                Generation alone = all(lm, 1, List.of(request)).get(request.id());
                Generation shared = together.get(request.id());
                assertThat(shared.tokens()).as(request.id()).containsExactly(alone.tokens());
                assertThat(shared.logprobs()).containsExactly(alone.logprobs(), within(1e-4f));
            }
        }
    }

    /** A prompt longer than one call reads is read in pieces. */
    @ParameterizedTest
    @MethodSource("shapes")
    void shouldReadALongPromptInPieces(TinyShape shape) {
        int[] prompt = LogitsTest.ids(PromptBatch.MOST_TOKENS + 150, 6);
        try (CausalLm lm = load(TinyModel.random(shape.withContext(4000), 12))) {
            Generation generation = all(lm, 1, List.of(greedy("a", prompt, 2))).get("a");
            double[] last = widened(lm.logits(append(prompt, generation.tokens()[0]))[prompt.length]);
            assertThat(generation.tokens()[1]).isEqualTo(argmax(last));
            assertThat((double) generation.logprobs()[1]).isCloseTo(last[argmax(last)] - logSumExp(last), within(1e-4));
        }
    }

    @Test
    void shouldDependOnTheSeed() {
        try (CausalLm lm = load(TinyModel.random(TinyShape.LLAMA, 13))) {
            int[] prompt = LogitsTest.ids(5, 1);
            Map<String, Generation> all = all(
                    lm,
                    3,
                    List.of(
                            new GenerationRequest("a", prompt, 1, 1, 20, 7, List.of()),
                            new GenerationRequest("b", prompt, 1, 1, 20, 7, List.of()),
                            new GenerationRequest("c", prompt, 1, 1, 20, 8, List.of())));
            assertThat(all.get("b").tokens()).containsExactly(all.get("a").tokens());
            assertThat(all.get("c").tokens()).isNotEqualTo(all.get("a").tokens());
        }
    }

    @Test
    void shouldDrawFromTheNucleusByItsProbabilities() {
        try (CausalLm lm = load(TinyModel.random(TinyShape.LLAMA, 14))) {
            int[] prompt = LogitsTest.ids(6, 2);
            double temperature = 0.7;
            double[] expected = nucleus(lm.logits(prompt)[prompt.length - 1], temperature, 0.6);
            int draws = 6000;
            List<GenerationRequest> requests = IntStream.range(0, draws)
                    .mapToObj(i -> new GenerationRequest("" + i, prompt, temperature, 0.6, 1, i, List.of()))
                    .toList();
            double[] found = new double[expected.length];
            for (Generation generation : all(lm, 500, requests).values()) {
                // The end token is drawn like the others, but is not part of an answer.
                int token = generation.tokens().length == 0
                        ? TinyVocabulary.END_ID
                        : generation.tokens()[0];
                found[token] += 1.0 / draws;
            }
            assertThat(Arrays.stream(expected).filter(p -> p > 0).count()).isGreaterThan(2);
            for (int v = 0; v < expected.length; v++) {
                // Four standard deviations, and never a token outside the nucleus.
                double tolerance = 4 * Math.sqrt(expected[v] * (1 - expected[v]) / draws);
                assertThat(found[v]).as("token " + v).isCloseTo(expected[v], within(tolerance));
            }
        }
    }

    @Test
    void shouldEndAtTheLength() {
        try (CausalLm lm = load(TinyModel.random(TinyShape.LLAMA, 15))) {
            Generation generation =
                    all(lm, 1, List.of(greedy("a", new int[] {65}, 3))).get("a");
            assertThat(generation.tokens()).hasSize(3);
            assertThat(generation.finish()).isEqualTo(Generation.Finish.LENGTH);
        }
    }

    @Test
    void shouldEndAtTheEndToken() {
        TinyModel model = TinyModel.random(TinyShape.LLAMA, 16);
        IntPredicate wanted = t -> (t >= 'a' && t <= 'e') || t == TinyVocabulary.END_ID;
        try (CausalLm lm = load(onlyTokens(model, wanted))) {
            Generation generation =
                    all(lm, 1, List.of(sampled("a", 1, 50, List.of()))).get("a");
            assertThat(generation.finish()).isEqualTo(Generation.Finish.STOP);
            assertThat(generation.tokens()).hasSizeLessThan(50);
            assertThat(generation.tokens()).doesNotContain(TinyVocabulary.END_ID);
            assertThat(generation.logprobs()).hasSameSizeAs(generation.tokens());
        }
    }

    @Test
    void shouldEndBeforeAStopTextAndCutTokensAndLogProbabilitiesWithIt() {
        TinyModel model = onlyTokens(TinyModel.random(TinyShape.LLAMA, 17), t -> t >= 'a' && t <= 'e');
        try (CausalLm lm = load(model)) {
            Generation whole =
                    all(lm, 1, List.of(sampled("a", 2, 60, List.of()))).get("a");
            assertThat(whole.text()).matches("[a-e]{60}");
            String stop = whole.text().substring(20, 23);
            int end = whole.text().indexOf(stop);
            Generation cut = all(lm, 1, List.of(sampled("a", 2, 60, List.of("zzzz", stop))))
                    .get("a");
            assertThat(cut.text()).isEqualTo(whole.text().substring(0, end));
            assertThat(cut.finish()).isEqualTo(Generation.Finish.STOP);
            assertThat(cut.tokens()).containsExactly(Arrays.copyOf(whole.tokens(), end));
            assertThat(cut.logprobs()).containsExactly(Arrays.copyOf(whole.logprobs(), end));
        }
    }

    @Test
    void shouldRefuseAPromptThatLeavesNoRoomForTheAnswer() {
        try (CausalLm lm = load(TinyModel.random(TinyShape.LLAMA, 18));
                GenerationSession session = lm.newSession(1)) {
            assertThatThrownBy(() -> session.add(greedy("q7", LogitsTest.ids(90, 1), 7)))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("q7")
                    .hasMessageContaining("90")
                    .hasMessageContaining("96");
            session.add(greedy("q8", LogitsTest.ids(90, 1), 6));
            assertThat(session.free()).isZero();
            assertThatThrownBy(() -> session.add(greedy("q9", LogitsTest.ids(9, 1), 6)))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(drain(session).get("q8").tokens()).hasSize(6);
        }
    }

    private CausalLm load(TinyModel model) {
        return LogitsTest.load(TinyFolder.write(model, folder.resolve("model")));
    }

    /** The same model, made to draw the wanted tokens only: one element of what it computes is always large. */
    private static TinyModel onlyTokens(TinyModel model, IntPredicate wanted) {
        float[] embedding = model.values("model.embed_tokens.weight");
        float[] output = model.values("lm_head.weight");
        int width = model.shape().width();
        model.values("model.norm.weight")[0] = 1;
        for (int token = 0; token < TinyVocabulary.SIZE; token++) {
            embedding[token * width] = 8;
            output[token * width] = wanted.test(token) ? 4 : -4;
        }
        return model;
    }

    private static GenerationRequest greedy(String id, int[] prompt, int length) {
        return new GenerationRequest(id, prompt, 0, 1, length, 0, List.of());
    }

    private static GenerationRequest sampled(String id, long seed, int length, List<String> stop) {
        return new GenerationRequest(id, LogitsTest.ids(5, 5), 1, 0.9, length, seed, stop);
    }

    static Map<String, Generation> all(CausalLm lm, int slots, List<GenerationRequest> requests) {
        Map<String, Generation> done = new HashMap<>();
        Deque<GenerationRequest> queue = new ArrayDeque<>(requests);
        try (GenerationSession session = lm.newSession(slots)) {
            while (!queue.isEmpty() || session.active() > 0) {
                while (session.free() > 0 && !queue.isEmpty()) {
                    session.add(queue.poll());
                }
                session.step().forEach(generation -> done.put(generation.id(), generation));
            }
            assertThat(session.free()).isEqualTo(slots);
        }
        return done;
    }

    private static Map<String, Generation> drain(GenerationSession session) {
        Map<String, Generation> done = new HashMap<>();
        while (session.active() > 0) {
            session.step().forEach(generation -> done.put(generation.id(), generation));
        }
        return done;
    }

    private static double[] nucleus(float[] logits, double temperature, double topP) {
        double[] scaled = new double[logits.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = logits[i] / temperature;
        }
        double norm = logSumExp(scaled);
        Integer[] order = IntStream.range(0, scaled.length)
                .boxed()
                .sorted((a, b) -> Double.compare(scaled[b], scaled[a]))
                .toArray(Integer[]::new);
        double[] kept = new double[scaled.length];
        double sum = 0;
        for (int i = 0; i < order.length && sum < topP; i++) {
            kept[order[i]] = Math.exp(scaled[order[i]] - norm);
            sum += kept[order[i]];
        }
        for (int i = 0; i < kept.length; i++) {
            kept[i] /= sum;
        }
        return kept;
    }

    private static double[] widened(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    private static int argmax(double[] values) {
        return IntStream.range(0, values.length)
                .reduce((a, b) -> values[b] > values[a] ? b : a)
                .orElseThrow();
    }

    private static double logSumExp(double[] values) {
        double largest = Arrays.stream(values).max().orElseThrow();
        return largest
                + Math.log(Arrays.stream(values).map(v -> Math.exp(v - largest)).sum());
    }

    private static int[] joined(int[] one, int[] other) {
        return IntStream.concat(Arrays.stream(one), Arrays.stream(other)).toArray();
    }

    private static int[] append(int[] ids, int id) {
        int[] longer = Arrays.copyOf(ids, ids.length + 1);
        longer[ids.length] = id;
        return longer;
    }
}
