package dev.twt.toy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.config.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorldTest {
    private static final Sum SUM = new Sum(List.of(new Product(17, 6), new Product(12, 9)));

    @TempDir
    Path folder;

    @Test
    void shouldWorkWithRemaindersAlone() {
        assertThat(SUM.text()).isEqualTo("What remains when 17*6+12*9 is divided by five?");
        assertThat(SUM.rationale()).isEqualTo("17*6=2. 12*9=3. 2+3=0.");
        assertThat(SUM.rationale(1)).isEqualTo("2+3=0.");
        assertThat(SUM.answer()).isEqualTo(String.valueOf((17 * 6 + 12 * 9) % 5));
    }

    @Test
    void shouldAddUpMoreThanTwoOneAfterTheOther() {
        Sum sum = new Sum(List.of(new Product(17, 6), new Product(12, 9), new Product(2, 2)));

        assertThat(sum.rationale()).isEqualTo("17*6=2. 12*9=3. 2*2=4. 2+3=0. 0+4=4.");
        assertThat(sum.answer()).isEqualTo("4");
    }

    @Test
    void shouldDrawTheSameFromASeedAndNothingTwice() {
        World world = new World(7, 3);
        List<Sum> drawn = world.draw(World.Part.QUESTIONS, 500);

        assertThat(drawn).hasSize(500).doesNotHaveDuplicates();
        assertThat(new World(7, 3).draw(World.Part.QUESTIONS, 300)).isEqualTo(drawn.subList(0, 300));
        assertThat(new World(8, 3).draw(World.Part.QUESTIONS, 300)).isNotEqualTo(drawn.subList(0, 300));
    }

    @Test
    void shouldHaveNoQuestionInTwoParts() {
        World world = new World(1, 1);
        Set<Sum> all = new HashSet<>();
        int count = 0;
        for (World.Part part : World.Part.values()) {
            List<Sum> drawn = world.draw(part, 20);
            count += drawn.size();
            all.addAll(drawn);
        }
        assertThat(all).hasSize(count);
    }

    /** A remainder of 0 is a little more likely than the others: 22 to 24 in a hundred against 19. */
    @Test
    void shouldMakeNoAnswerMuchLikelierThanAnother() {
        List<Sum> drawn = new World(1, 3).draw(World.Part.QUESTIONS, 4_000);
        for (int digit = 0; digit < Product.DIVISOR; digit++) {
            String answer = String.valueOf(digit);
            assertThat(drawn.stream().filter(sum -> sum.answer().equals(answer)).count())
                    .isBetween(700L, 950L);
        }
    }

    @Test
    void shouldSayThatThereAreNotSoManyQuestions() {
        assertThatThrownBy(() -> new World(1, 1).draw(World.Part.TEST, 1_000))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("test: there are not 1000 different questions of 1 operations");
    }

    @Test
    void shouldRefuseOperationsThatMakeNoSum() {
        assertThatThrownBy(() -> new World(1, 2))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("--operations 2");
    }

    @Test
    void shouldWriteQuestionsWithTheirAnswers() throws IOException {
        Path file = folder.resolve("new/questions.jsonl");
        new World(1, 3).write(World.Part.QUESTIONS, 5, file);

        Sum first = new World(1, 3).draw(World.Part.QUESTIONS, 1).get(0);
        JsonNode row = new ObjectMapper().readTree(Files.readAllLines(file).get(0));
        assertThat(Files.readAllLines(file)).hasSize(5);
        assertThat(row.path("question_id").asText()).isEqualTo(first.terms());
        assertThat(row.path("question").asText()).isEqualTo(first.text());
        assertThat(row.path("gold").asText()).isEqualTo(first.answer());
    }
}
