package dev.twt.teacher;

import dev.twt.config.SamplingConfig;
import dev.twt.config.TeacherConfig;
import dev.twt.model.text.ChatMessage;
import dev.twt.teacher.http.CallAddress;
import dev.twt.teacher.http.ErrorText;
import dev.twt.teacher.http.Keys;
import dev.twt.teacher.http.PostClient;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks one address of a teacher's server for its models, and then one small question, as a run would ask it. */
final class EndpointProbe {
    private static final Duration LONGEST_LIST = Duration.ofSeconds(10);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);
    private static final List<ChatMessage> MESSAGES = List.of(new ChatMessage("user", "Reply with the word ok."));

    private static final int SEVERAL = 2;

    private final TeacherConfig config;
    private final ErrorText errors;
    private final ChatRequestBody bodies;
    private final ProbeReading reading;
    private final PostClient client;

    EndpointProbe(TeacherConfig config, Keys keys, Map<String, String> environment, Executor executor) {
        this.config = config;
        this.errors = new ErrorText(keys);
        this.bodies = new ChatRequestBody(config);
        this.reading = new ProbeReading(config, keys.origin());
        this.client = new PostClient(keys, environment, config.endpoint().connectTimeout(), executor);
    }

    List<Finding> of(URI address) {
        String where = where(address);
        List<Finding> found = new ArrayList<>();
        try {
            HttpResponse<String> list = await(client.get(CallAddress.models(address)), LONGEST_LIST);
            found.add(reading.models(where, list, this::shown));
        } catch (ExecutionException e) {
            Outcome fault = SendFault.outcome(e.getCause(), address, this::shown);
            if (!(fault instanceof Outcome.Retry retry && retry.served())) {
                return List.of(reading.unreached(where, fault));
            }
            found.add(Finding.ok(where, "it gives no list of its models"));
        } catch (TimeoutException e) {
            found.add(Finding.ok(where, "it gave no list of its models within " + LONGEST_LIST.toSeconds() + " s"));
        }
        found.addAll(chat(where, address));
        return found;
    }

    private String where(URI address) {
        // Without its query, in which some put keys.
        return "teachers." + config.name() + " " + address.getScheme() + "://" + address.getAuthority()
                + address.getPath().replaceFirst("/chat/completions$", "");
    }

    private List<Finding> chat(String where, URI address) {
        Duration most = config.endpoint().timeout().compareTo(LONGEST_ANSWER) < 0
                ? config.endpoint().timeout()
                : LONGEST_ANSWER;
        TeacherRequest request = request();
        long start = System.nanoTime();
        try {
            HttpResponse<String> response = await(client.post(address, bodies.of(request)), most);
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            List<Finding> found = new ArrayList<>(reading.chat(where, request, response, millis, this::shown));
            if (ReplyStatus.good(response.statusCode()) && severalMatter()) {
                found.add(several(where, address, request, most));
            }
            return found;
        } catch (ExecutionException e) {
            return List.of(reading.unreached(where, SendFault.outcome(e.getCause(), address, this::shown)));
        } catch (TimeoutException e) {
            return List.of(Finding.fail(
                    where,
                    "it gave no whole answer of " + TeacherProbe.MOST_TOKENS + " tokens within " + most.toMillis()
                            + " ms",
                    "See whether the server is loaded or still loading its model"));
        }
    }

    private Finding several(String where, URI address, TeacherRequest request, Duration most) {
        try {
            return reading.several(where, SEVERAL, await(client.post(address, bodies.of(request, SEVERAL)), most));
        } catch (ExecutionException | TimeoutException e) {
            return reading.severalUnknown(where, SEVERAL);
        }
    }

    /** Whether a run asks for several answers to a question, which one request may do. */
    private boolean severalMatter() {
        return config.samples() > 1 && !config.batch().enabled();
    }

    private TeacherRequest request() {
        SamplingConfig usual = config.sampling();
        SamplingConfig brief = new SamplingConfig(
                usual.temperature(), usual.topP(), Math.min(TeacherProbe.MOST_TOKENS, usual.maxTokens()), usual.stop());
        return new TeacherRequest("doctor", 0, MESSAGES, brief, 0);
    }

    private String shown(String text) {
        return errors.of(text, MESSAGES.stream().map(ChatMessage::content).toList());
    }

    private static HttpResponse<String> await(CompletableFuture<HttpResponse<String>> call, Duration most)
            throws ExecutionException, TimeoutException {
        try {
            return call.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a server was asked", e);
        } finally {
            call.cancel(true);
        }
    }
}
