package dev.twt.training.grid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.config.RunConfigs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GridTest {
    @TempDir
    Path folder;

    private List<Grid.Member> members(String grid) throws IOException {
        Path file = Files.writeString(folder.resolve("run.conf"), """
                workspace = ws
                questions = q.jsonl
                seed = 7
                train {
                  name = s, base-model = "base-{seed}", epochs = 4, learning-rate = 0.5
                  stage-epochs { full = 2, free = 8 }, stage-learning-rates { full = 0.125 }
                }
                """ + "grid { " + grid + " }");
        return Grid.of(RunConfigs.read(file, Map.of()));
    }

    private static List<String> names(List<Grid.Member> members) {
        return members.stream().map(member -> member.config().name()).toList();
    }

    @Test
    void shouldHaveEveryMethodWithASeedBeforeAnyWithTheNext() throws IOException {
        List<Grid.Member> members = members("methods = [twt, gradual], seeds = [1, 2]");

        assertThat(names(members)).containsExactly("s-twt-1", "s-gradual-1", "s-twt-2", "s-gradual-2");
        assertThat(members).extracting(Grid.Member::seed).containsExactly(1L, 1L, 2L, 2L);
        assertThat(members).extracting(member -> member.config().baseModel()).contains("base-1", "base-2");
    }

    @Test
    void shouldBeOneStudentWhereNothingIsNamed() throws IOException {
        assertThat(names(members(""))).containsExactly("s-twt-7");
    }

    @Test
    void shouldGiveAMethodWhatIsItsOwn() throws IOException {
        List<Grid.Member> members = members("""
                methods = [twt, full-reasoning, answer-only]
                settings {
                  twt { stages = [full, compressed, free] }
                  full-reasoning { epochs = 9 }
                  answer-only { stage-epochs { free = 60 }, learning-rate = 0.25 }
                }
                """);

        assertThat(members.get(0).config().sets()).containsExactly("full", "compressed", "free");
        assertThat(members.get(1).config().stages()).containsExactly("full", "free");
        assertThat(members.get(0).config().at("free").epochs()).isEqualTo(8);
        assertThat(members.get(1).config().at("full-reasoning-full").epochs()).isEqualTo(9);
        assertThat(members.get(2).config().at("answer-only-free").epochs()).isEqualTo(60);
        assertThat(members).extracting(member -> member.config().learningRate()).containsExactly(0.5, 0.5, 0.25);
    }

    @Test
    void shouldGiveStagesOfAMethodARateOfTheirOwn() throws IOException {
        List<Grid.Member> members = members("""
                methods = [twt, without-compression, full-reasoning]
                settings {
                  twt { learning-rate = 0.25, stage-learning-rates { free = 0.75 } }
                  without-compression { stage-learning-rates { free = 0.75 } }
                }
                """);

        assertThat(rates(members.get(0), "full", "free")).containsExactly(0.25, 0.75);
        assertThat(rates(members.get(1), "without-compression-full", "without-compression-free"))
                .containsExactly(0.125, 0.75);
        assertThat(rates(members.get(2), "full-reasoning-full")).containsExactly(0.125);
        assertThat(rates(members("learning-rates = 3").get(0), "full", "free")).containsExactly(3.0, 3.0);
    }

    private static List<Double> rates(Grid.Member member, String... stages) {
        return Stream.of(stages)
                .map(stage -> member.config().at(stage).learningRate())
                .toList();
    }

    @Test
    void shouldMakeStudentsOfEveryLearningRate() throws IOException {
        List<Grid.Member> members = members("learning-rates = [2e-3, 1e-5], settings { twt { epochs = 3 } }");

        assertThat(names(members)).containsExactly("s-twt-lr0.002-7", "s-twt-lr0.00001-7");
        assertThat(members.get(1).config().learningRate()).isEqualTo(1e-5);
        assertThat(members.get(1).config().at("full").epochs()).isEqualTo(3);
    }
}
