package dev.twt.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A tiny server of its own process that answers as FakeChatApi does and says in {@code system_fingerprint} who it is:
 * {@code PID/CUDA_VISIBLE_DEVICES}. What it does besides is told by its arguments, name and value in turn:
 *
 * <ul>
 *   <li>port
 *   <li>ready-after: milliseconds until /health says 200
 *   <li>delay: milliseconds an answer takes
 *   <li>die-after: ends with status 3 at so many answers, in its first life alone
 *   <li>marks: a folder that receives a file for each life, named by its process id
 *   <li>child: starts a process that sleeps, and ends by its own in its own time
 *   <li>last-words: prints them and ends with status 4 before it is ready
 *   <li>stubborn: ignores TERM for ever
 *   <li>ill-after: /health says 500 from so many answers on
 * </ul>
 */
public final class ServerMain {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> options;
    private final long begin = System.nanoTime();
    private final AtomicInteger answers = new AtomicInteger();
    private final boolean firstLife;

    private ServerMain(Map<String, String> options) throws IOException {
        this.options = options;
        this.firstLife = mark();
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = new java.util.HashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i], arguments[i + 1]);
        }
        new ServerMain(options).run();
    }

    /** The command that starts one on this class path. */
    public static List<String> command(String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ServerMain.class.getName(),
                "port",
                "{port}"));
        command.addAll(List.of(options));
        return command;
    }

    /** Process ids of the lives that left a mark. */
    public static List<Long> lives(Path marks) throws IOException {
        try (var files = Files.list(marks)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d+"))
                    .map(Long::parseLong)
                    .toList();
        }
    }

    private boolean mark() throws IOException {
        if (!options.containsKey("marks")) {
            return true;
        }
        Path folder = Files.createDirectories(Path.of(options.get("marks")));
        Files.writeString(folder.resolve("" + ProcessHandle.current().pid()), "");
        try {
            Files.writeString(folder.resolve("first"), "", StandardOpenOption.CREATE_NEW);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private long number(String name, long otherwise) {
        return Long.parseLong(options.getOrDefault(name, Long.toString(otherwise)));
    }

    private void run() throws Exception {
        System.out.println("serving " + options.get("port"));
        if (options.containsKey("last-words")) {
            System.out.println(options.get("last-words"));
            System.exit(4);
        }
        if (options.containsKey("child")) {
            Process child = new ProcessBuilder("sleep", "600").start();
            Files.writeString(Path.of(options.get("marks")).resolve("" + child.pid()), "");
        }
        if (options.containsKey("stubborn")) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    Thread.sleep(600_000);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), (int) number("port", 0)), 1024);
        server.createContext("/health", this::health);
        server.createContext("/v1/chat/completions", this::answer);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }

    private void health(HttpExchange exchange) throws IOException {
        long millis = (System.nanoTime() - begin) / 1_000_000;
        boolean ill = answers.get() >= number("ill-after", Long.MAX_VALUE);
        respond(exchange, millis < number("ready-after", 0) ? 503 : ill ? 500 : 200, "");
    }

    private void answer(HttpExchange exchange) throws IOException {
        JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        JsonNode messages = body.path("messages");
        String question = messages.path(messages.size() - 1).path("content").asText();
        try {
            Thread.sleep(number("delay", 0));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (firstLife && answers.incrementAndGet() > number("die-after", Long.MAX_VALUE)) {
            System.out.println("out of memory while answering: " + question);
            Runtime.getRuntime().halt(3);
        }
        respond(exchange, 200, completion(question));
    }

    private static String completion(String question) {
        String text = "Answer: " + question.substring(question.lastIndexOf(' ') + 1);
        ObjectNode tree = JSON.createObjectNode();
        String devices = System.getenv().getOrDefault("CUDA_VISIBLE_DEVICES", "none");
        tree.put("system_fingerprint", ProcessHandle.current().pid() + "/" + devices);
        ObjectNode choice = tree.putArray("choices").addObject();
        choice.put("finish_reason", "stop");
        choice.putObject("message").put("role", "assistant").put("content", text);
        tree.putObject("usage").put("prompt_tokens", question.length()).put("completion_tokens", text.length());
        return tree.toString();
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
