package dev.twt.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Files and batches as OpenAI has them, on this machine and without a model: a real HTTP server that remembers and
 * counts. A batch ends when it is looked at often enough.
 */
public final class FakeBatchApi implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What happens around a call, by its name: upload, create, get, list, content, cancel. */
    @FunctionalInterface
    public interface Fault {
        /** Returns whether the call was dealt with, and the usual answer is not to be given. */
        boolean before(HttpExchange exchange) throws IOException;
    }

    /** A batch at the provider. */
    public static final class Batch {
        public final String id;
        public final String inputFile;
        public final ObjectNode request;
        public final List<ObjectNode> lines = new ArrayList<>();
        public String status = "in_progress";
        public int looks;
        String outputFile;
        String errorFile;
        String errorCode;

        Batch(String id, String inputFile, ObjectNode request) {
            this.id = id;
            this.inputFile = inputFile;
            this.request = request;
        }

        public List<String> requestIds() {
            return lines.stream().map(line -> line.path("custom_id").asText()).toList();
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, String> files = new HashMap<>();
    private final Map<String, Batch> batches = new LinkedHashMap<>();
    private final Map<String, Fault> faults = new HashMap<>();
    private final Map<String, Fault> after = new HashMap<>();
    private final Map<String, Integer> calls = new HashMap<>();
    private final List<String> uris = new ArrayList<>();
    private int number;
    private int looks = 1;
    private Function<Batch, String> ending = batch -> "completed";
    private UnaryOperator<List<String>> output = UnaryOperator.identity();
    private Function<ObjectNode, ObjectNode> answer = FakeBatchApi::answered;
    private Function<String, String> createRefusal = file -> null;

    public FakeBatchApi() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** Looks after which a batch ends. */
    public synchronized FakeBatchApi endsAfter(int newLooks) {
        looks = newLooks;
        return this;
    }

    /** With which status a batch ends; null for one that goes on. */
    public synchronized void ending(Function<Batch, String> status) {
        ending = status;
    }

    /** Changes the lines of output files. */
    public synchronized void output(UnaryOperator<List<String>> change) {
        output = change;
    }

    /** How a line of a request becomes a line of the output or, with a field error or a bad status, of the error file; null: none. */
    public synchronized void answer(Function<ObjectNode, ObjectNode> newAnswer) {
        answer = newAnswer;
    }

    /** Error code with which a batch of a file fails as a whole, or null. */
    public synchronized void refusal(Function<String, String> code) {
        createRefusal = code;
    }

    /** Before a call does anything. */
    public synchronized void before(String call, Fault fault) {
        faults.put(call, fault);
    }

    /** After a call has done its work, before it answers. */
    public synchronized void after(String call, Fault fault) {
        after.put(call, fault);
    }

    public synchronized void noFaults() {
        faults.clear();
        after.clear();
    }

    public synchronized int calls(String call) {
        return calls.getOrDefault(call, 0);
    }

    public synchronized List<Batch> batches() {
        return List.copyOf(batches.values());
    }

    public synchronized List<String> uris() {
        return List.copyOf(uris);
    }

    /** Ids of all requests in batches that were not refused as a whole, once for each batch that holds them. */
    public synchronized List<String> bought() {
        return batches.values().stream()
                .filter(batch -> batch.errorCode == null)
                .flatMap(batch -> batch.requestIds().stream())
                .toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath().replaceFirst("^/(openai/)?(v1)?/?", "/");
            boolean post = exchange.getRequestMethod().equals("POST");
            String[] parts = path.substring(1).split("/");
            String call = call(parts, post);
            Fault first;
            Fault then;
            synchronized (this) {
                uris.add(exchange.getRequestURI().toString());
                calls.merge(call, 1, Integer::sum);
                first = faults.get(call);
                then = after.get(call);
            }
            if (first != null && first.before(exchange)) {
                return;
            }
            String answered = answer(call, parts, exchange, body);
            if (then != null && then.before(exchange)) {
                return;
            }
            send(
                    exchange,
                    answered == null ? 404 : 200,
                    answered == null ? "{\"error\": {\"message\": \"no such\"}}" : answered);
        }
    }

    private static String call(String[] parts, boolean post) {
        if (parts[0].equals("files")) {
            return post ? "upload" : parts.length > 2 ? "content" : "file";
        }
        if (parts.length > 2) {
            return "cancel";
        }
        return post ? "create" : parts.length > 1 ? "get" : "list";
    }

    private synchronized String answer(String call, String[] parts, HttpExchange exchange, byte[] body)
            throws IOException {
        return switch (call) {
            case "upload" -> upload(new String(body, StandardCharsets.UTF_8));
            case "file" -> "{\"id\": \"" + parts[1] + "\", \"status\": \"processed\"}";
            case "content" -> files.get(parts[1]);
            case "create" -> create((ObjectNode) JSON.readTree(body));
            case "list" -> list(String.valueOf(exchange.getRequestURI().getQuery()));
            case "cancel" -> cancel(batches.get(parts[1]));
            default -> batches.containsKey(parts[1]) ? look(batches.get(parts[1])) : null;
        };
    }

    private String upload(String form) {
        String id = "file-" + ++number;
        int content = form.indexOf("\r\n\r\n", form.indexOf("filename=")) + 4;
        files.put(id, form.substring(content, form.lastIndexOf("\r\n--")));
        return "{\"id\": \"" + id + "\", \"object\": \"file\", \"purpose\": \"batch\"}";
    }

    private String create(ObjectNode request) throws IOException {
        String file = request.path("input_file_id").asText();
        if (!files.containsKey(file)) {
            return null;
        }
        Batch batch = new Batch("batch_" + ++number, file, request);
        for (String line : files.get(file).split("\n")) {
            batch.lines.add((ObjectNode) JSON.readTree(line));
        }
        batch.errorCode = createRefusal.apply(file);
        batches.put(batch.id, batch);
        return shown(batch).toString();
    }

    private String list(String query) {
        List<Batch> newest = new ArrayList<>(batches.values());
        java.util.Collections.reverse(newest);
        int from = 0;
        int after = query.indexOf("after=");
        if (after >= 0) {
            from = newest.indexOf(batches.get(query.substring(after + 6))) + 1;
        }
        // Pages of two, whatever is asked for, so that readers must turn them.
        int to = Math.min(from + 2, newest.size());
        ObjectNode page = JSON.createObjectNode();
        ArrayNode data = page.putArray("data");
        newest.subList(from, to).forEach(batch -> data.add(shown(batch)));
        page.put("has_more", to < newest.size());
        return page.toString();
    }

    private String cancel(Batch batch) {
        if (batch.status.equals("in_progress")) {
            end(batch, "cancelled");
        }
        return shown(batch).toString();
    }

    private String look(Batch batch) {
        batch.looks++;
        if (batch.errorCode != null) {
            batch.status = "failed";
        } else if (batch.status.equals("in_progress") && batch.looks >= looks) {
            String status = ending.apply(batch);
            if (status != null) {
                end(batch, status);
            }
        }
        return shown(batch).toString();
    }

    private void end(Batch batch, String status) {
        batch.status = status;
        List<String> good = new ArrayList<>();
        List<String> bad = new ArrayList<>();
        for (ObjectNode line : batch.lines) {
            ObjectNode made = answer.apply(line);
            if (made != null) {
                boolean well = made.path("error").isNull()
                        && made.path("response").path("status_code").asInt() == 200;
                (well ? good : bad).add(made.toString());
            }
        }
        batch.outputFile = file(output.apply(good));
        batch.errorFile = file(bad);
    }

    private String file(List<String> lines) {
        if (lines.isEmpty()) {
            return null;
        }
        String id = "file-" + ++number;
        files.put(id, String.join("\n", lines) + "\n");
        return id;
    }

    private ObjectNode shown(Batch batch) {
        ObjectNode tree = JSON.createObjectNode();
        tree.put("id", batch.id).put("object", "batch").put("status", batch.status);
        tree.put("input_file_id", batch.inputFile);
        tree.put("output_file_id", batch.outputFile).put("error_file_id", batch.errorFile);
        tree.set("metadata", batch.request.path("metadata"));
        tree.putObject("request_counts")
                .put("total", batch.lines.size())
                .put("completed", batch.outputFile == null ? 0 : batch.lines.size())
                .put("failed", 0);
        if (batch.errorCode != null && batch.status.equals("failed")) {
            tree.putObject("errors")
                    .putArray("data")
                    .addObject()
                    .put("code", batch.errorCode)
                    .put("message", "the file was refused: " + batch.errorCode);
        }
        return tree;
    }

    /** A line of the output file with a good answer: the last word of the question. */
    public static ObjectNode answered(ObjectNode line) {
        JsonNode messages = line.path("body").path("messages");
        String question = messages.path(messages.size() - 1).path("content").asText();
        ObjectNode made = JSON.createObjectNode();
        made.put("id", "r").put("custom_id", line.path("custom_id").asText());
        ObjectNode body = made.putObject("response").put("status_code", 200).putObject("body");
        ObjectNode choice = body.putArray("choices").addObject();
        choice.put("finish_reason", "stop");
        choice.putObject("message")
                .put("role", "assistant")
                .put("content", "Answer: " + question.substring(question.lastIndexOf(' ') + 1))
                .put("reasoning_content", "One thinks.");
        if (line.path("body").path("logprobs").asBoolean(false)) {
            logprobs(choice, choice.path("message").path("content").asText());
        }
        body.putObject("usage")
                .put("prompt_tokens", 100)
                .put("completion_tokens", 20)
                .putObject("prompt_tokens_details")
                .put("cached_tokens", 40);
        made.putNull("error");
        return made;
    }

    /** A token a character, each with probability one half. */
    private static void logprobs(ObjectNode choice, String content) {
        ArrayNode tokens = choice.putObject("logprobs").putArray("content");
        for (int i = 0; i < content.length(); i++) {
            tokens.addObject().put("token", content.substring(i, i + 1)).put("logprob", Math.log(0.5));
        }
    }

    /** A line of the error file. */
    public static ObjectNode refused(ObjectNode line, int status, String code) {
        ObjectNode made = JSON.createObjectNode();
        made.put("id", "r").put("custom_id", line.path("custom_id").asText());
        if (status > 0) {
            made.putObject("response")
                    .put("status_code", status)
                    .putObject("body")
                    .putObject("error")
                    .put("message", code);
            made.putNull("error");
        } else {
            made.putNull("response");
            made.putObject("error").put("code", code).put("message", code);
        }
        return made;
    }

    /** Answers a call with a status. */
    public static Fault status(int status, String message) {
        return exchange -> {
            send(exchange, status, "{\"error\": {\"message\": \"" + message + "\"}}");
            return true;
        };
    }

    /** Breaks the connection, the first {@code times} times. */
    public static Fault cut(int times) {
        int[] left = {times};
        return exchange -> {
            if (left[0] == 0) {
                return false;
            }
            left[0]--;
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write('{');
            return true;
        };
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
