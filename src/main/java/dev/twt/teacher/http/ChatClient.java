package dev.twt.teacher.http;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sends many small requests: JSON with a teacher's keys over kept HTTP/1.1 connections, through the environment's
 * proxies. Redirects are not followed: a key must not go to another address. What follows on an answer runs on the
 * connection's thread, and must not wait there.
 */
public final class ChatClient implements AutoCloseable {
    private final Keys keys;
    private final EnvironmentProxies proxies;
    private final Connections connections;
    private final Map<URI, Way> ways = new ConcurrentHashMap<>();

    /** What all calls to one address share. */
    private record Way(Route route, HttpHeaders headers) {}

    /**
     * Makes a client; nothing is sent.
     *
     * @param environment of this process, which names proxies
     * @param connectTimeout longest time to connect
     */
    public ChatClient(Keys keys, Map<String, String> environment, Duration connectTimeout) {
        this.keys = keys;
        this.proxies = new EnvironmentProxies(environment);
        this.connections = new Connections(new Dialer(connectTimeout), proxies);
    }

    /** Sends once. Cancelling the future closes the connection. */
    public CompletableFuture<HttpResponse<String>> post(URI address, String body) {
        Way way = ways.computeIfAbsent(address, this::way);
        Call call = new Call(way.route(), way.headers(), body.getBytes(StandardCharsets.UTF_8));
        connections.carry(call);
        return call.answer();
    }

    private Way way(URI address) {
        Route route = Route.of(address, proxies.select(address));
        HttpHeaders headers = new DefaultHttpHeaders();
        headers.set(HttpHeaderNames.HOST, route.hostHeader());
        headers.set(HttpHeaderNames.USER_AGENT, "twt");
        headers.set(HttpHeaderNames.ACCEPT, "application/json");
        headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json");
        keys.headers().forEach(headers::set);
        if (!route.tunnelled()) {
            proxies.authorization(address).ifPresent(value -> headers.set(HttpHeaderNames.PROXY_AUTHORIZATION, value));
        }
        return new Way(route, headers);
    }

    /** Closes connections that are idle. */
    @Override
    public void close() {
        connections.close();
    }
}
