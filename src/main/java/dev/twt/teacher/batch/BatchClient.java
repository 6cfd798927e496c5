package dev.twt.teacher.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twt.config.TeacherConfig;
import dev.twt.teacher.http.ErrorText;
import dev.twt.teacher.http.Keys;
import dev.twt.teacher.http.PostClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A provider's batch API in OpenAI's form. Each method makes its call once; whoever calls decides about the rest. */
public final class BatchClient implements AutoCloseable {
    /** An upload of 200 MB takes a while. */
    private static final Duration LONGEST_UPLOAD = Duration.ofMinutes(30);

    private static final int PAGE = 100;
    private static final int MOST_PAGES = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TeacherConfig config;
    private final BatchAddresses addresses;
    private final BatchReplies replies;
    private final ExecutorService executor;
    private final PostClient client;

    /**
     * Makes a client; nothing is sent.
     *
     * @throws dev.twt.config.UserException if the key is not there
     */
    public BatchClient(TeacherConfig config) {
        this(config, System.getenv());
    }

    BatchClient(TeacherConfig config, Map<String, String> environment) {
        this.config = config;
        this.addresses = new BatchAddresses(config.endpoint());
        Keys keys = Keys.of(config, environment);
        this.replies = new BatchReplies(new ErrorText(keys));
        this.executor = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "twt-batch-" + config.name());
            thread.setDaemon(true);
            return thread;
        });
        this.client = new PostClient(keys, environment, config.endpoint().connectTimeout(), executor);
    }

    /**
     * Uploads a file of requests.
     *
     * @param name it gets at the provider
     * @return its id there
     */
    public String upload(Path file, String name) throws BatchFault {
        String boundary = "twt-" + UUID.randomUUID();
        JsonNode made = BatchReplies.json(answer(
                client.post(addresses.files(), "multipart/form-data; boundary=" + boundary, form(file, name, boundary)),
                LONGEST_UPLOAD));
        return BatchReplies.id(made);
    }

    private static BodyPublisher form(Path file, String name, String boundary) throws BatchFault {
        String head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n--"
                + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                + "\"\r\nContent-Type: application/jsonl\r\n\r\n";
        try {
            return BodyPublishers.concat(
                    BodyPublishers.ofString(head),
                    BodyPublishers.ofFile(file),
                    BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
        } catch (IOException e) {
            throw new BatchFault(BatchFault.Kind.LATER, "the file of requests cannot be read: " + e.getMessage());
        }
    }

    /** Whether an uploaded file may be used: Azure looks at it first. */
    public boolean usable(String file) throws BatchFault {
        if (!addresses.azure()) {
            return true;
        }
        String status = BatchReplies.json(answer(client.get(addresses.file(file)), longest()))
                .path("status")
                .asText("processed");
        if (status.equals("error")) {
            throw new BatchFault(BatchFault.Kind.REFUSED, "the provider could not read the file of requests");
        }
        return status.equals("processed");
    }

    /** Makes a batch of an uploaded file. From here on its requests cost. */
    public BatchState create(String file, Map<String, String> metadata) throws BatchFault {
        ObjectNode body = JSON.createObjectNode();
        body.put("input_file_id", file);
        body.put("endpoint", BatchRequests.call(config));
        body.put("completion_window", config.batch().completionWindow());
        ObjectNode fields = body.putObject("metadata");
        metadata.forEach(fields::put);
        return state(answer(client.post(addresses.batches(), body.toString()), longest()));
    }

    /** A batch as it is now. */
    public BatchState get(String id) throws BatchFault {
        return state(answer(client.get(addresses.batch(id)), longest()));
    }

    /** The batches of the account, the newest first, at most the last two thousand. */
    public List<BatchState> list() throws BatchFault {
        List<BatchState> all = new ArrayList<>();
        Optional<String> after = Optional.empty();
        for (int page = 0; page < MOST_PAGES; page++) {
            JsonNode tree = BatchReplies.json(answer(client.get(addresses.list(PAGE, after)), longest()));
            int before = all.size();
            tree.path("data").forEach(batch -> all.add(BatchState.of(batch)));
            if (!tree.path("has_more").asBoolean(false) || all.size() == before) {
                break;
            }
            after = Optional.of(all.get(all.size() - 1).id());
        }
        return all;
    }

    /** Asks whether batches can be had at all. */
    void probe() throws BatchFault {
        BatchReplies.json(answer(client.get(addresses.list(1, Optional.empty())), longest()));
    }

    /** Asks the provider to stop a batch; what it has answered by then is kept there and costs. */
    public void cancel(String id) throws BatchFault {
        answer(client.post(addresses.cancel(id), ""), longest());
    }

    /** The content of a file, as it comes; to be closed. Ends by an exception where the connection breaks. */
    public InputStream content(String file) throws BatchFault {
        HttpResponse<InputStream> response = await(client.stream(addresses.content(file)), longest());
        if (response.statusCode() / 100 == 2) {
            return response.body();
        }
        try (InputStream body = response.body()) {
            throw replies.fault(response, new String(body.readNBytes(10_000), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw replies.fault(response, "");
        }
    }

    private Duration longest() {
        return config.endpoint().timeout();
    }

    private BatchState state(HttpResponse<String> response) throws BatchFault {
        JsonNode tree = BatchReplies.json(response);
        BatchReplies.id(tree);
        return BatchState.of(tree);
    }

    private HttpResponse<String> answer(CompletableFuture<HttpResponse<String>> call, Duration longest)
            throws BatchFault {
        HttpResponse<String> response = await(call, longest);
        if (response.statusCode() / 100 != 2) {
            throw replies.fault(response, response.body());
        }
        return response;
    }

    private <T> HttpResponse<T> await(CompletableFuture<HttpResponse<T>> call, Duration longest) throws BatchFault {
        try {
            return call.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            boolean unsent =
                    e.getCause() instanceof ConnectException || e.getCause() instanceof HttpConnectTimeoutException;
            throw new BatchFault(
                    unsent ? BatchFault.Kind.LATER : BatchFault.Kind.UNKNOWN,
                    (unsent ? "no connection to " : "no whole answer from ") + server() + " ("
                            + e.getCause().getClass().getSimpleName() + ")");
        } catch (TimeoutException e) {
            throw new BatchFault(BatchFault.Kind.UNKNOWN, server() + " gave no whole answer in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BatchFault(BatchFault.Kind.UNKNOWN, "interrupted");
        } finally {
            call.cancel(true);
        }
    }

    private String server() {
        URI uri = addresses.batches();
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
