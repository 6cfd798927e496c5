package dev.twt.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import dev.twt.model.torch.TorchEngine;
import dev.twt.model.torch.TorchProgram;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DrawTest {
    private static PtNDManager manager;
    private static TorchProgram decoding;

    @BeforeAll
    static void open() {
        manager = TorchEngine.newManager();
        decoding = TorchProgram.of(manager, Network.class, "decoding");
    }

    @AfterAll
    static void close() {
        decoding.close();
        manager.close();
    }

    @Test
    void shouldInvertTheDistributionFunctionInTheOrderOfTheVocabulary() {
        float[] p = {0.1f, 0.2f, 0.3f, 0.4f};
        assertThat(drawn(p, 1, 1, 0, 0.099, 0.101, 0.299, 0.301, 0.599, 0.601, 0.999999))
                .containsExactly(0, 0, 1, 1, 2, 2, 3, 3);
    }

    @Test
    void shouldDrawFromTheSmallestSetThatReachesTopP() {
        float[] p = {0.1f, 0.2f, 0.3f, 0.4f};
        // 0.4 + 0.3 reach 0.65; within the set the shares are 4/7 and 3/7
        assertThat(drawn(p, 1, 0.65, 0, 0.571, 0.572, 0.999999)).containsExactly(3, 3, 2, 2);
    }

    @Test
    void shouldAlwaysKeepTheMostLikelyToken() {
        assertThat(drawn(new float[] {0.1f, 0.9f}, 1, 1e-9, 0, 0.5, 0.999999)).containsExactly(1, 1, 1);
    }

    @Test
    void shouldNeverDrawATokenWithoutProbability() {
        float[] p = {0.5f, 0, 0.5f, 0, 0};
        assertThat(drawn(p, 1, 1, 0.5, 1 - 1e-16, 0)).containsExactly(2, 2, 0);
        assertThat(drawn(p, 1, 0.999, 0.5, 1 - 1e-16, 0)).containsExactly(2, 2, 0);
    }

    @Test
    void shouldSortTheWholeVocabularyWhereTheNucleusIsWide() {
        int size = 5000;
        float[] flat = new float[size];
        Arrays.fill(flat, 1f / size);
        flat[4321] = 2f / size;
        int[] tokens = drawn(flat, 1, 0.9, 0, 1e-5, 0.25, 0.5, 0.75, 0.999999);
        assertThat(tokens[0]).isEqualTo(4321);
        assertThat(Arrays.stream(tokens).skip(2).distinct().count()).isEqualTo(4);
    }

    @Test
    void shouldDrawARowTheSameWhateverTheOthersNeed() {
        Random random = new Random(5);
        int size = 3000;
        float[] peaked = new float[size];
        float[] flat = new float[size];
        for (int i = 0; i < size; i++) {
            peaked[i] = (float) (8 * random.nextGaussian());
            flat[i] = (float) (0.1 * random.nextGaussian());
        }
        int alone = draw(new float[][] {peaked}, new double[] {0.8}, new double[] {0.9}, new double[] {0.7})
                .tokens()[0];
        Logits.Draw both = draw(
                new float[][] {flat, peaked, peaked, peaked},
                new double[] {1, 0.8, 0, 0.8},
                new double[] {0.99, 0.9, 0.9, 1},
                new double[] {0.3, 0.7, 0.7, 0.7});
        assertThat(both.tokens()[1]).isEqualTo(alone);
        assertThat(both.tokens()[2]).isEqualTo(argmax(peaked));
    }

    @Test
    void shouldStateLogProbabilitiesAtTemperatureOne() {
        float[] p = {0.25f, 0.75f};
        Logits.Draw draw = draw(
                new float[][] {log(p), log(p)}, new double[] {0, 5}, new double[] {1, 0.5}, new double[] {0.1, 0.1});
        assertThat(draw.tokens()).containsExactly(1, 1);
        assertThat(draw.logprobs()).containsExactly(new float[] {-0.2876821f, -0.2876821f}, within(1e-6f));
    }

    private static int[] drawn(float[] p, double temperature, double topP, double... shares) {
        float[][] rows = new float[shares.length][];
        double[] temperatures = new double[shares.length];
        double[] topPs = new double[shares.length];
        Arrays.fill(rows, log(p));
        Arrays.fill(temperatures, temperature);
        Arrays.fill(topPs, topP);
        return draw(rows, temperatures, topPs, shares).tokens();
    }

    private static Logits.Draw draw(float[][] rows, double[] temperatures, double[] topPs, double[] shares) {
        int width = rows[0].length;
        float[] all = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, all, i * width, width);
        }
        try (PtNDArray array = (PtNDArray) manager.create(all, new Shape(rows.length, width));
                Logits logits = new Logits(IValue.from(array), decoding, manager, rows.length, width)) {
            return logits.draw(temperatures, topPs, shares);
        }
    }

    private static float[] log(float[] p) {
        float[] logs = new float[p.length];
        for (int i = 0; i < p.length; i++) {
            logs[i] = (float) Math.log(p[i]);
        }
        return logs;
    }

    private static int argmax(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }
}
