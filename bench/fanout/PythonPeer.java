import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twt.task.Prompt;
import dev.twt.task.Question;
import dev.twt.task.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another library's run of the same prompts, in a Python process of its own (bench/fanout_peers.py). */
final class PythonPeer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PythonPeer() {}

    /** Seconds of the run as the library's users call it; starting Python and importing are not counted. */
    static double seconds(Path python, String peer, Point point, String url, List<String> questions)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("twt-peer");
        Path requests = folder.resolve("requests.jsonl");
        Path log = folder.resolve("log.txt");
        Files.write(requests, lines(questions));
        Process process = new ProcessBuilder(
                        python.toString(),
                        "bench/fanout_peers.py",
                        peer,
                        url,
                        Integer.toString(point.inFlight()),
                        requests.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(peer + " failed; see " + log);
        }
        List<String> said = Files.readAllLines(log);
        JsonNode result = JSON.readTree(said.get(said.size() - 1));
        if (result.path("rows").asInt() != point.rows()) {
            throw new IllegalStateException(peer + " answered only " + result.path("rows") + "; see " + log);
        }
        Files.delete(requests);
        Files.delete(log);
        Files.delete(folder);
        return result.path("seconds").asDouble();
    }

    private static List<String> lines(List<String> questions) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String question : questions) {
            Prompt prompt = Tasks.named(Tasks.MATH).teacherPrompt(Question.of(question), 0);
            lines.add(JSON.writeValueAsString(
                    JSON.createObjectNode().put("system", prompt.system()).put("user", prompt.user())));
        }
        return lines;
    }
}
