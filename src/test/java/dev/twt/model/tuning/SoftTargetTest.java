package dev.twt.model.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoftTargetTest {
    private static final double SCALE = 0.05;

    @TempDir
    Path folder;

    private static int named(String kind) {
        return kind.equals("whole") ? 0 : 5;
    }

    private static int[] counted(TokenExample example) {
        return Arrays.copyOfRange(example.ids(), example.from(), example.ids().length);
    }

    @ParameterizedTest
    @CsvSource({
        "llama,whole", "qwen2,whole", "qwen3,whole", "gemma3,whole",
        "llama,named", "qwen2,named", "qwen3,named", "gemma3,named"
    })
    void shouldGivePyTorchsLossAndGradients(String family, String kind) {
        ReferenceRun run = new ReferenceRun(family, "full", folder);
        JsonNode soft = run.read("soft.json");
        JsonNode expected = soft.path(kind);
        List<TokenExample> examples = SoftReference.of(ReferenceRun.batches().get(0), named(kind));
        try (TunableLm lm = TunableLm.open(run.model(), run.settings())) {
            double loss = lm.accumulate(examples, soft.path("scale").asDouble(), 1);
            double wanted = expected.path("loss").asDouble();
            assertThat(loss).isCloseTo(wanted, within(1e-5 * wanted));
            assertGradients(Gradients.of(lm), expected.path("gradients"));
        }
    }

    private static void assertGradients(Map<String, float[]> found, JsonNode expected) {
        assertThat(found).hasSameSizeAs(expected.properties());
        found.forEach((name, gradient) -> {
            JsonNode sample = expected.path(name);
            double norm = sample.path("norm").asDouble();
            assertThat(Gradients.length(gradient)).as(name).isCloseTo(norm, within(1e-4 * norm));
            double tolerance = 1e-3 * norm / Math.sqrt(gradient.length);
            for (int i = 0; i < sample.path("places").size(); i++) {
                double value = gradient[sample.path("places").get(i).asInt()];
                assertThat(value)
                        .as(name)
                        .isCloseTo(sample.path("values").get(i).asDouble(), within(tolerance));
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"llama,full,whole", "gemma3,full,named", "llama,lora,named", "qwen3,lora,whole"})
    void shouldHaveTheSlopeOfTheLossAsItsGradient(String family, String kind, String told) {
        ReferenceRun run = new ReferenceRun(family, kind, folder);
        try (TunableLm lm = TunableLm.open(run.model(), run.settings())) {
            Gradients.assertSlopes(lm, SoftReference.of(ReferenceRun.batches().get(0), named(told)), SCALE);
        }
    }

    /** One-hot: once with the token alone, once with all of the vocabulary, in which the others have nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"llama", "gemma3"})
    void shouldBeTheTokensCrossEntropyWhereItIsCertain(String family) {
        ReferenceRun run = new ReferenceRun(family, "full", folder);
        List<TokenExample> examples = ReferenceRun.batches().get(1);
        List<TokenExample> alone = examples.stream()
                .map(example -> example.towards(SoftTarget.certain(counted(example))))
                .toList();
        List<TokenExample> among = SoftReference.of(examples, 0).stream()
                .map(example -> example.towards(example.soft().orElseThrow().mixed(counted(example), 0)))
                .toList();
        try (TunableLm tokens = TunableLm.open(run.model(), run.settings());
                TunableLm first = TunableLm.open(run.model(), run.settings());
                TunableLm second = TunableLm.open(run.model(), run.settings())) {
            double expected = tokens.accumulate(examples, SCALE, 1);
            assertThat(first.accumulate(alone, SCALE, 1)).isCloseTo(expected, within(1e-6));
            assertThat(second.accumulate(among, SCALE, 1)).isCloseTo(expected, within(1e-6));
            Gradients.assertSame(Gradients.of(first), Gradients.of(tokens));
            Gradients.assertSame(Gradients.of(second), Gradients.of(tokens));
        }
    }

    @Test
    void shouldGiveTheMeanOfBothLossesWhereItIsMixedWithTheTokens() {
        ReferenceRun run = new ReferenceRun("llama", "full", folder);
        List<TokenExample> examples = ReferenceRun.batches().get(0);
        List<TokenExample> soft = SoftReference.of(examples, 0);
        List<TokenExample> mixed = soft.stream()
                .map(example -> example.towards(example.soft().orElseThrow().mixed(counted(example), 0.25)))
                .toList();
        try (TunableLm lm = TunableLm.open(run.model(), run.settings())) {
            double expected = 0.25 * lm.loss(soft, SCALE) + 0.75 * lm.loss(examples, SCALE);
            assertThat(lm.loss(mixed, SCALE)).isCloseTo(expected, within(1e-5 * expected));
        }
    }

    /** Rows of different widths, examples without any, and logits in pieces of a single row. */
    @Test
    void shouldNotDependOnWhatPassesTogether() {
        ReferenceRun run = new ReferenceRun("llama", "full", folder);
        List<TokenExample> tokens = ReferenceRun.batches().get(0);
        List<TokenExample> examples = new ArrayList<>(tokens);
        examples.set(1, SoftReference.of(tokens, 5).get(1));
        examples.set(3, SoftReference.of(tokens, 0).get(3));
        try (TunableLm together = TunableLm.open(run.model(), run.settings());
                TunableLm apart = TunableLm.open(run.model(), run.settings(), 2 * 258)) {
            double expected = together.accumulate(examples, SCALE, 1);
            assertThat(apart.loss(examples, SCALE)).isCloseTo(expected, within(1e-6 * expected));
            double sum = 0;
            for (TokenExample each : examples) {
                sum += apart.accumulate(List.of(each), SCALE, 1);
            }
            assertThat(sum).isCloseTo(expected, within(1e-6 * expected));
            Gradients.assertSame(Gradients.of(apart), Gradients.of(together));
        }
    }

    @Test
    void shouldRefuseRowsThatDoNotFit() {
        assertThatThrownBy(() -> new SoftTarget(new int[][] {{1, 2}}, new float[][] {{1, 0}}))
                .hasMessageContaining("2 tokens and 2 beliefs");
        assertThatThrownBy(() -> new SoftTarget(new int[][] {{1}}, new float[][] {}))
                .hasMessageContaining("1 rows of tokens and 0 of beliefs");
        TokenExample example = new TokenExample(new int[] {1, 2, 3}, 1, 1);
        assertThatThrownBy(() -> example.towards(SoftTarget.certain(new int[] {2})))
                .hasMessageContaining("2 tokens count, and 1 have a soft target");
    }
}
