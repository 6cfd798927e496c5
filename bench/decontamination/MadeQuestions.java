import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * Makes many questions of few: each is the first sentences of one real question and the last ones of another, so that
 * words and turns of phrase are shared as in a real set. Arguments: JSON lines (.gz) with "question", output, how many,
 * seed.
 */
final class MadeQuestions {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private MadeQuestions() {}

    public static void main(String[] args) throws IOException {
        List<String[]> real = read(Path.of(args[0]));
        int wanted = Integer.parseInt(args[2]);
        SplittableRandom random = new SplittableRandom(Long.parseLong(args[3]));
        try (PrintStream out = new PrintStream(args[1], StandardCharsets.UTF_8)) {
            for (int i = 0; i < wanted; i++) {
                String question = real.get(random.nextInt(real.size()))[0] + " " + real.get(random.nextInt(real.size()))[1];
                out.println(MAPPER.writeValueAsString(Map.of("id", "made-" + i, "question", question)));
            }
        }
    }

    private static List<String[]> read(Path file) throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return lines.lines().map(MadeQuestions::halves).toList();
        }
    }

    private static String[] halves(String line) {
        try {
            String[] sentences = MAPPER.readTree(line).get("question").asText().split("(?<=[.?!]) +");
            int half = sentences.length / 2;
            return new String[] {join(sentences, 0, Math.max(1, half)), join(sentences, half, sentences.length)};
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON: " + line, e);
        }
    }

    private static String join(String[] sentences, int from, int to) {
        return String.join(" ", IntStream.range(from, to).mapToObj(i -> sentences[i]).toList());
    }
}
