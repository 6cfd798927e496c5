import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twt.task.Prompt;
import dev.twt.task.Question;
import dev.twt.task.Tasks;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The least a JVM can do: the JDK's asynchronous client sends bodies that were written before the clock starts, and
 * throws away what comes back. Nothing is read, judged or kept.
 */
final class BareSide {
    private static final ObjectMapper JSON = new ObjectMapper();

    private BareSide() {}

    /** Seconds from the first request to the last answer. */
    static double seconds(Point point, String url, List<String> questions) throws InterruptedException {
        List<String> bodies =
                questions.subList(0, point.rows()).stream().map(BareSide::body).toList();
        URI address = URI.create(url + "/chat/completions");
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        Semaphore room = new Semaphore(point.inFlight());
        AtomicInteger good = new AtomicInteger();
        long begin = System.nanoTime();
        for (String body : bodies) {
            room.acquire();
            HttpRequest request = HttpRequest.newBuilder(address)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).whenComplete((response, fault) -> {
                if (fault == null && response.statusCode() == 200) {
                    good.incrementAndGet();
                }
                room.release();
            });
        }
        room.acquire(point.inFlight());
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (good.get() != point.rows()) {
            throw new IllegalStateException("only " + good.get() + " of " + point.rows() + " were answered");
        }
        return seconds;
    }

    private static String body(String question) {
        Prompt prompt = Tasks.named(Tasks.MATH).teacherPrompt(Question.of(question), 0);
        ObjectNode body = JSON.createObjectNode().put("model", "fanout");
        var messages = body.putArray("messages");
        messages.addObject().put("role", "system").put("content", prompt.system());
        messages.addObject().put("role", "user").put("content", prompt.user());
        return body.put("temperature", 0.0)
                .put("top_p", 1.0)
                .put("max_completion_tokens", 512)
                .put("seed", question.hashCode() & Integer.MAX_VALUE)
                .toString();
    }
}
