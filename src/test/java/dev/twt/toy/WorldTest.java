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
    private static final Chain CHAIN =
            new Chain(3, List.of(new Operation('+', 4), new Operation('*', 7), new Operation('+', 5)));

    @TempDir
    Path folder;

    @Test
    void shouldWorkFromLeftToRightWithLastDigitsAlone() {
        assertThat(CHAIN.text()).isEqualTo("What is the last digit of 3+4*7+5, worked from left to right?");
        assertThat(CHAIN.rationale()).isEqualTo("3+4=7. 7*7=9. 9+5=4.");
        assertThat(CHAIN.rationale(1)).isEqualTo("9+5=4.");
        assertThat(CHAIN.answer()).isEqualTo("4");
    }

    @Test
    void shouldDrawTheSameFromASeedAndNothingTwice() {
        World world = new World(7, 3);
        List<Chain> drawn = world.draw(World.Part.QUESTIONS, 500);

        assertThat(drawn).hasSize(500).doesNotHaveDuplicates();
        assertThat(new World(7, 3).draw(World.Part.QUESTIONS, 300)).isEqualTo(drawn.subList(0, 300));
        assertThat(new World(8, 3).draw(World.Part.QUESTIONS, 300)).isNotEqualTo(drawn.subList(0, 300));
    }

    @Test
    void shouldHaveNoQuestionInTwoParts() {
        World world = new World(1, 2);
        Set<Chain> all = new HashSet<>();
        int count = 0;
        for (World.Part part : World.Part.values()) {
            List<Chain> drawn = world.draw(part, 60);
            count += drawn.size();
            all.addAll(drawn);
        }
        assertThat(all).hasSize(count);
    }

    @Test
    void shouldMakeEveryDigitAsLikelyAsTheOthers() {
        List<Chain> drawn = new World(1, 3).draw(World.Part.QUESTIONS, 4_000);
        for (int digit = 0; digit < 10; digit++) {
            String answer = String.valueOf(digit);
            assertThat(drawn.stream()
                            .filter(chain -> chain.answer().equals(answer))
                            .count())
                    .isBetween(300L, 500L);
        }
    }

    @Test
    void shouldSayThatThereAreNotSoManyQuestions() {
        assertThatThrownBy(() -> new World(1, 1).draw(World.Part.TEST, 1_000))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("test: there are not 1000 different questions of 1 operations");
    }

    @Test
    void shouldWriteQuestionsWithTheirAnswers() throws IOException {
        Path file = folder.resolve("new/questions.jsonl");
        new World(1, 3).write(World.Part.QUESTIONS, 5, file);

        Chain first = new World(1, 3).draw(World.Part.QUESTIONS, 1).get(0);
        JsonNode row = new ObjectMapper().readTree(Files.readAllLines(file).get(0));
        assertThat(Files.readAllLines(file)).hasSize(5);
        assertThat(row.path("question_id").asText()).isEqualTo(first.terms());
        assertThat(row.path("question").asText()).isEqualTo(first.text());
        assertThat(row.path("gold").asText()).isEqualTo(first.answer());
    }
}
