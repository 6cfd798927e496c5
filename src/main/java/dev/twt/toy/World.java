package dev.twt.toy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twt.config.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * All questions of a seed. Each belongs to one part, so parts share none, however many are drawn of each.
 *
 * @param seed of the parts and of what is drawn
 * @param operations of every question, 1 to 9
 */
public record World(long seed, int operations) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TRIES = 100;

    /** What a question is for. */
    public enum Part {
        /** What teachers learn from. */
        LESSONS(45),
        /** What teachers are asked and students learn from. */
        QUESTIONS(45),
        /** What nobody learns from. */
        TEST(10);

        private final int percent;

        Part(int percent) {
            this.percent = percent;
        }
    }

    /**
     * The first questions of a part, all different.
     *
     * @throws UserException if there are not so many
     */
    List<Chain> draw(Part part, int count) {
        SplittableRandom random = new SplittableRandom(seed * 31 + part.ordinal());
        Set<Chain> drawn = new LinkedHashSet<>();
        for (long tries = 0; drawn.size() < count; tries++) {
            if (tries > (long) TRIES * (count + TRIES)) {
                throw new UserException(
                        part.name().toLowerCase(Locale.ROOT),
                        "there are not " + count + " different questions of " + operations + " operations",
                        "Ask for fewer, or for more operations");
            }
            Chain chain = Chain.draw(random, operations);
            if (partOf(chain) == part) {
                drawn.add(chain);
            }
        }
        return new ArrayList<>(drawn);
    }

    private Part partOf(Chain chain) {
        int place = new SplittableRandom(seed ^ chain.terms().hashCode()).nextInt(100);
        if (place < Part.LESSONS.percent) {
            return Part.LESSONS;
        }
        return place < Part.LESSONS.percent + Part.QUESTIONS.percent ? Part.QUESTIONS : Part.TEST;
    }

    /** Writes the first questions of a part as JSON lines with question_id, question and gold. */
    public void write(Part part, int count, Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Chain chain : draw(part, count)) {
            ObjectNode row = JSON.createObjectNode();
            row.put("question_id", chain.terms());
            row.put("question", chain.text());
            row.put("gold", chain.answer());
            lines.add(JSON.writeValueAsString(row));
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, lines);
    }
}
