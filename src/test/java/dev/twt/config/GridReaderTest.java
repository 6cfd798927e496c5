package dev.twt.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GridReaderTest {
    @TempDir
    Path folder;

    private GridConfig grid(String block) {
        return Written.in(folder, Written.LEAST + "grid { " + block + " }")
                .run()
                .grid();
    }

    private void assertRefused(String block, String... words) {
        assertThatThrownBy(() -> grid(block))
                .isInstanceOfSatisfying(
                        UserException.class,
                        e -> assertThat(e.problems().toString()).contains(words));
    }

    @Test
    void shouldNameNobodyByDefault() {
        assertThat(grid(""))
                .isEqualTo(new GridConfig(
                        List.of(), List.of(), List.of(), Map.of(), 1, 0, 1L << 30, Duration.ofMinutes(1), ""));
        assertThat(grid("").named()).isFalse();
    }

    @Test
    void shouldReadMethodsSeedsAndWhatIsAnotherForAMethod() {
        GridConfig grid = grid("""
                methods = [twt, answer-only], seeds = [1, -2], learning-rates = [2e-3]
                settings {
                  answer-only { stage-epochs { free = 60 } }
                  twt { epochs = 3, learning-rate = 1e-4, stages = [full, compressed-1, free]
                    stage-learning-rates { compressed-1 = 2e-4 } }
                }
                cores = 4, gpus = 1, heap = 512m, last-checkpoint = 5m, scratch = /scratch
                """);

        assertThat(grid.named()).isTrue();
        assertThat(grid.methods()).containsExactly(TrainMethod.TWT, TrainMethod.ANSWER_ONLY);
        assertThat(grid.seeds()).containsExactly(1L, -2L);
        assertThat(grid.learningRates()).containsExactly(0.002);
        assertThat(grid.lastCheckpoint()).isEqualTo(Duration.ofMinutes(5));
        assertThat(grid.of(TrainMethod.ANSWER_ONLY))
                .isEqualTo(new MethodSettings(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        new StageSettings(Map.of("free", 60), Map.of())));
        assertThat(grid.of(TrainMethod.TWT))
                .isEqualTo(new MethodSettings(
                        Optional.of(List.of("full", "compressed-1", "free")),
                        Optional.of(1e-4),
                        Optional.of(3),
                        new StageSettings(Map.of(), Map.of("compressed-1", 2e-4))));
        assertThat(grid.of(TrainMethod.TINYLLM)).isEqualTo(MethodSettings.NONE);
        assertThat(grid.heap()).isEqualTo(512L << 20);
    }

    @Test
    void shouldRefuseWhatIsNoMethodAndNoSettingOfOne() {
        assertRefused("methods = [twt, answers-only]", "grid.methods", "Did you mean answer-only?");
        assertRefused("settings { twd { epochs = 3 } }", "there is no method twd", "Did you mean twt?");
        assertRefused("settings { twt { epoch = 3 } }", "a method has no setting epoch", "Did you mean epochs?");
        assertRefused(
                "settings { answer-only { stage-epochs { full = 3 } } }", "there is no stage full", "Stages: free");
        assertRefused(
                "settings { answer-only { stage-learning-rates { fre = 3 } } }",
                "grid.settings.answer-only.stage-learning-rates.fre",
                "Did you mean free?");
        assertRefused("settings { twt { stages = [ful] } }", "grid.settings.twt.stages", "are no stages");
        assertRefused("seeds = [1, 2, 1]", "grid.seeds", "named twice");
        assertRefused("cores = 0", "grid.cores");
        assertRefused("learning-rates = [0]", "grid.learning-rates");
    }
}
