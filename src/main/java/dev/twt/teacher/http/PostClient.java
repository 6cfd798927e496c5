package dev.twt.teacher.http;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Sends JSON with a teacher's keys over kept HTTP/1.1 connections, through the environment's proxies. */
public final class PostClient {
    private final Keys keys;
    private final EnvironmentProxies proxies;
    private final HttpClient client;

    /**
     * @param environment of this process, which names proxies
     * @param connectTimeout longest time to connect
     * @param executor runs what follows on an answer
     */
    public PostClient(Keys keys, Map<String, String> environment, Duration connectTimeout, Executor executor) {
        this.keys = keys;
        this.proxies = new EnvironmentProxies(environment);
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                // A key must not follow to another address.
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .proxy(proxies)
                .executor(executor)
                .build();
    }

    /** Sends once. Cancelling the future closes the connection. */
    public CompletableFuture<HttpResponse<String>> post(URI address, String body) {
        HttpRequest.Builder request = request(address)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return send(request);
    }

    /** Sends a body of any type once, such as a form with a file. Cancelling the future closes the connection. */
    public CompletableFuture<HttpResponse<String>> post(
            URI address, String contentType, HttpRequest.BodyPublisher body) {
        return send(request(address).header("Content-Type", contentType).POST(body));
    }

    /** Asks once for a large file; its bytes are read from the stream, which has to be closed. */
    public CompletableFuture<HttpResponse<InputStream>> stream(URI address) {
        return client.sendAsync(request(address).GET().build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    /** Asks once for what is at an address. Cancelling the future closes the connection. */
    public CompletableFuture<HttpResponse<String>> get(URI address) {
        return send(request(address).GET());
    }

    private HttpRequest.Builder request(URI address) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).header("Accept", "application/json");
        keys.headers().forEach(request::setHeader);
        proxies.authorization(address).ifPresent(value -> request.setHeader("Proxy-Authorization", value));
        return request;
    }

    private CompletableFuture<HttpResponse<String>> send(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
