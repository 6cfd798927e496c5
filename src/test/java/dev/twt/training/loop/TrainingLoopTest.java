package dev.twt.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.config.JvmTrainerConfig;
import dev.twt.config.LoraConfig;
import dev.twt.config.SoftTargetsConfig;
import dev.twt.config.StoppedEarly;
import dev.twt.config.TrainConfig;
import dev.twt.config.TrainMethod;
import dev.twt.config.UserException;
import dev.twt.model.tuning.TokenExample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The loop around a model of a few numbers that really learns. */
class TrainingLoopTest {
    private static final int VOCABULARY = 12;

    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private BigramLearner learner = new BigramLearner(VOCABULARY);
    private TokenSet heldOut = set(8, 99);
    private int patience = 0;
    private int epochs = 4;
    private double rate = 2;
    private BooleanSupplier stop = () -> false;

    @BeforeEach
    void makeFolders() throws IOException {
        Files.createDirectories(folder.resolve("a"));
        Files.createDirectories(folder.resolve("b"));
    }

    /** Each token is followed by the next one, prompts of one to three tokens. */
    private static TokenSet set(int size, long seed) {
        Random random = new Random(seed);
        List<LabelledExample> examples = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int prompt = 1 + random.nextInt(3);
            int[] ids = new int[prompt + 2 + random.nextInt(4)];
            ids[0] = random.nextInt(VOCABULARY);
            for (int j = 1; j < ids.length; j++) {
                ids[j] = (ids[j - 1] + 1) % VOCABULARY;
            }
            examples.add(new LabelledExample("q" + i, new TokenExample(ids, prompt, 1)));
        }
        return new TokenSet(examples, List.of(), false);
    }

    private LoopProgress train(String child) throws IOException {
        JvmTrainerConfig jvm = new JvmTrainerConfig(
                "lora",
                List.of("q_proj"),
                "float32",
                "auto",
                12,
                0.1,
                "cosine",
                0,
                0,
                "skip",
                0,
                2,
                patience,
                3,
                2,
                false,
                false,
                SoftTargetsConfig.STANDARD);
        TrainConfig config = new TrainConfig(
                "jvm",
                "s",
                List.of(),
                Map.of(),
                TrainMethod.TWT,
                "",
                1,
                Map.of(),
                4,
                List.of("full"),
                "base",
                "",
                epochs,
                Map.of(),
                rate,
                Map.of(),
                8,
                64,
                new LoraConfig(8, 16, 0),
                jvm);
        TokenSet train = set(37, 7);
        LoopPlan plan = LoopPlan.of(config, train, 5);
        Evaluation evaluation = new Evaluation(learner, heldOut, plan, ids -> String.valueOf(ids[0]));
        LoopFolder kept = LoopFolder.in(folder.resolve(child), jvm, notes::add);
        return new TrainingLoop(learner, train, plan, evaluation, kept, new LoopScreen(said::add), stop).run();
    }

    private List<String> curve(String child) throws IOException {
        return Files.readAllLines(folder.resolve(child).resolve(Curve.FILE));
    }

    private List<Path> kept(String child) throws IOException {
        try (Stream<Path> found = Files.list(folder.resolve(child))) {
            return found.filter(Files::isDirectory).sorted().toList();
        }
    }

    private double lossAt(String child, int step) throws IOException {
        return new ObjectMapper()
                .readTree(curve(child).get(step - 1))
                .path("loss")
                .asDouble();
    }

    @Test
    void shouldLearnWhatIsInTheSet() throws IOException {
        LoopProgress end = train("a");

        assertThat(end.step()).isEqualTo(20);
        assertThat(curve("a")).hasSize(20);
        assertThat(lossAt("a", 1)).isBetween(2.4, 2.6); // ln 12
        assertThat(lossAt("a", 20)).isLessThan(1);
        assertThat(end.bestLoss()).isLessThan(1);
        assertThat(end.tokens()).isEqualTo(4 * set(37, 7).learned());
        assertThat(said)
                .anySatisfy(line -> assertThat(line).contains("step 20 of 20", "tokens/s", "0 s left"))
                .anySatisfy(line -> assertThat(line).contains("held-out loss", "best so far"));
        assertThat(said.get(said.size() - 2)).contains("in the set: ");
    }

    @Test
    void shouldGoOnWithTheSameCurveAfterItWasKilledAnywhere() throws IOException {
        train("a");
        for (int calls : new int[] {1, 2, 9, 17, 30, 41}) {
            Folders.delete(folder.resolve("b"));
            Files.createDirectories(folder.resolve("b"));
            learner = new BigramLearner(VOCABULARY);
            int[] left = {calls};
            learner.beforeAccumulate = () -> {
                left[0]--;
                if (left[0] < 0) {
                    throw new ThreadDeath();
                }
            };
            assertThatThrownBy(() -> train("b")).isInstanceOf(ThreadDeath.class);
            learner = new BigramLearner(VOCABULARY);
            train("b");

            assertThat(curve("b")).as("killed after %d", calls).isEqualTo(curve("a"));
        }
    }

    @Test
    void shouldStopWhenAskedAndGoOnWithTheSameCurve() throws IOException {
        train("a");
        learner = new BigramLearner(VOCABULARY);
        int[] asked = {0};
        stop = () -> ++asked[0] > 14;
        assertThatThrownBy(() -> train("b"))
                .isInstanceOf(StoppedEarly.class)
                .hasMessageContaining("as it was after step");
        int before = curve("b").size();
        stop = () -> false;
        learner = new BigramLearner(VOCABULARY);
        train("b");

        assertThat(before).isBetween(3, 15);
        assertThat(said).contains("goes on after step " + before + " of 20");
        assertThat(curve("b")).isEqualTo(curve("a"));
    }

    @Test
    void shouldGoBackOneCheckpointWhereTheLastIsBroken() throws IOException {
        train("a");
        learner = new BigramLearner(VOCABULARY);
        train("b");
        List<Path> kept = kept("b");
        assertThat(kept).hasSize(2);
        Path state = kept.get(1).resolve("state.safetensors");
        byte[] bytes = Files.readAllBytes(state);
        bytes[100] ^= 1;
        Files.write(state, bytes);
        learner = new BigramLearner(VOCABULARY);
        train("b");

        assertThat(notes)
                .singleElement()
                .satisfies(note -> assertThat(note)
                        .contains(kept.get(1).toString(), "is broken (its sum is wrong) and passed over"));
        assertThat(said).contains("goes on after step 18 of 20");
        assertThat(curve("b")).isEqualTo(curve("a"));
    }

    @Test
    void shouldKeepTheOldCheckpointsWhereANewOneCannotBeWritten() throws IOException {
        int[] saves = {0};
        learner.afterSave = () -> {
            if (++saves[0] > 2) {
                throw new UncheckedIOException(new IOException("No space left on device"));
            }
        };
        LoopProgress end = train("a");

        assertThat(end.step()).isEqualTo(20);
        assertThat(kept("a"))
                .extracting(path -> path.getFileName().toString())
                .containsExactly("step-0000000003", "step-0000000006");
        assertThat(notes)
                .hasSize(5)
                .allSatisfy(note -> assertThat(note)
                        .contains("could not be kept", "No space left on device", "earlier checkpoints stay"));
        learner = new BigramLearner(VOCABULARY);
        train("a");
        assertThat(said).contains("goes on after step 6 of 20");
    }

    @Test
    void shouldStopAtALossThatIsNoNumberAndSayWhichQuestionsWereInTheBatch() throws IOException {
        rate = 1e200;
        assertThatThrownBy(() -> train("a"))
                .isInstanceOf(UserException.class)
                .hasMessageMatching("(?s)step [23]: the (loss|gradient) is (NaN|Infinity) on the batch of questions"
                        + " q\\d+(, q\\d+){7}\\. .*train.learning-rate.*");
        assertThat(kept("a")).hasSize(1);
    }

    @Test
    void shouldEndEarlyWithTheWeightsOfTheBestEvaluation() throws IOException {
        // What is held out contradicts the set: the more is learned, the worse it gets.
        heldOut = new TokenSet(
                List.of(new LabelledExample("h", new TokenExample(new int[] {3, 3, 3}, 1, 1))), List.of(), false);
        patience = 2;
        LoopProgress end = train("a");

        assertThat(end.bestStep()).isEqualTo(5);
        assertThat(end.step()).isEqualTo(15);
        assertThat(said).anySatisfy(line -> assertThat(line).contains("ends early: 2 evaluations", "of step 5"));
        BigramLearner other = new BigramLearner(VOCABULARY);
        new Checkpoints(folder.resolve("a"), "best", 1, notes::add).restore(other);
        assertThat(learner.weight(3, 4)).isEqualTo(other.weight(3, 4)).isPositive();

        BigramLearner again = learner;
        train("a");
        assertThat(curve("a")).hasSize(15);
        assertThat(again.weight(3, 4)).isEqualTo(other.weight(3, 4));
    }
}
