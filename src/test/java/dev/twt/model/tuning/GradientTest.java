package dev.twt.model.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GradientTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "llama,full", "qwen2,full", "qwen3,full", "gemma3,full",
        "llama,lora", "qwen2,lora", "qwen3,lora", "gemma3,lora"
    })
    void shouldBeTheSlopeOfTheLoss(String family, String kind) {
        ReferenceRun run = new ReferenceRun(family, kind, folder);
        try (TunableLm lm = TunableLm.open(run.model(), run.settings())) {
            Gradients.assertSlopes(lm, ReferenceRun.batches().get(0), 0.05);
        }
    }

    /** Logits made in pieces of three rows. */
    @ParameterizedTest
    @ValueSource(strings = {"llama", "qwen2", "qwen3", "gemma3"})
    void shouldNotDependOnHowManyLogitsAreMadeAtATime(String family) {
        ReferenceRun run = new ReferenceRun(family, "full", folder);
        List<TokenExample> examples = ReferenceRun.batches().get(1);
        try (TunableLm whole = TunableLm.open(run.model(), run.settings());
                TunableLm pieces = TunableLm.open(run.model(), run.settings(), 3 * 258)) {
            double expected = whole.accumulate(examples, 0.1, 1);
            assertThat(pieces.accumulate(examples, 0.1, 1)).isCloseTo(expected, within(1e-6 * expected));
            assertThat(pieces.loss(examples, 0.1)).isCloseTo(expected, within(1e-6 * expected));
            Gradients.assertSame(Gradients.of(pieces), Gradients.of(whole));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama", "qwen2", "qwen3", "gemma3"})
    void shouldNotDependOnThePadding(String family) {
        ReferenceRun run = new ReferenceRun(family, "full", folder);
        List<TokenExample> examples = new ArrayList<>(ReferenceRun.batches().get(2));
        try (TunableLm together = TunableLm.open(run.model(), run.settings());
                TunableLm alone = TunableLm.open(run.model(), run.settings())) {
            double expected = together.accumulate(examples, 0.1, 1);
            double sum = 0;
            for (TokenExample each : examples) {
                sum += alone.accumulate(List.of(each), 0.1, 1);
            }
            assertThat(sum).isCloseTo(expected, within(1e-6 * expected));
            Gradients.assertSame(Gradients.of(alone), Gradients.of(together));
        }
    }
}
