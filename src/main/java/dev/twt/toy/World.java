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
 * @param operations of every question, an odd number: products and the signs between them
 */
public record World(long seed, int operations) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TRIES = 100;

    public World {
        if (operations < 1 || operations % 2 == 0) {
            throw new UserException(
                    "--operations " + operations,
                    "no question has so many operations",
                    "Give an odd number: 3 are two products and their sum");
        }
    }

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
    List<Sum> draw(Part part, int count) {
        SplittableRandom random = new SplittableRandom(seed * 31 + part.ordinal());
        Set<Sum> drawn = new LinkedHashSet<>();
        for (long tries = 0; drawn.size() < count; tries++) {
            if (tries > (long) TRIES * (count + TRIES)) {
                throw new UserException(
                        part.name().toLowerCase(Locale.ROOT),
                        "there are not " + count + " different questions of " + operations + " operations",
                        "Ask for fewer, or for more operations");
            }
            Sum sum = Sum.draw(random, (operations + 1) / 2);
            if (partOf(sum) == part) {
                drawn.add(sum);
            }
        }
        return new ArrayList<>(drawn);
    }

    private Part partOf(Sum sum) {
        int place = new SplittableRandom(seed ^ sum.terms().hashCode()).nextInt(100);
        if (place < Part.LESSONS.percent) {
            return Part.LESSONS;
        }
        return place < Part.LESSONS.percent + Part.QUESTIONS.percent ? Part.QUESTIONS : Part.TEST;
    }

    /** Writes the first questions of a part as JSON lines with question_id, question and gold. */
    public void write(Part part, int count, Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Sum sum : draw(part, count)) {
            ObjectNode row = JSON.createObjectNode();
            row.put("question_id", sum.terms());
            row.put("question", sum.text());
            row.put("gold", sum.answer());
            lines.add(JSON.writeValueAsString(row));
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, lines);
    }
}
