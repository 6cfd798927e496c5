package dev.twt.teacher.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

/** One request and the future of its answer. Giving the future up closes the connection it is on. */
final class Call {
    private final Route route;
    private final HttpHeaders headers;
    private final byte[] body;
    private final CompletableFuture<HttpResponse<String>> answer = new CompletableFuture<>();
    private volatile Channel channel;

    /** @param headers all but the body's length; they are not changed */
    Call(Route route, HttpHeaders headers, byte[] body) {
        this.route = route;
        this.headers = headers;
        this.body = body;
        var unused = answer.whenComplete((reply, fault) -> {
            if (answer.isCancelled()) {
                closeChannel();
            }
        });
    }

    Route route() {
        return route;
    }

    URI uri() {
        return route.uri();
    }

    CompletableFuture<HttpResponse<String>> answer() {
        return answer;
    }

    FullHttpRequest request() {
        HttpHeaders all = headers.copy();
        all.set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        return new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.POST,
                route.target(),
                Unpooled.wrappedBuffer(body),
                all,
                EmptyHttpHeaders.INSTANCE);
    }

    /** The call is on this connection from now on. */
    void on(Channel taken) {
        channel = taken;
        if (answer.isCancelled()) {
            closeChannel();
        }
    }

    /**
     * The answer is whole: the connection is free for another call, which must not suffer if this one is given up now.
     *
     * @return false if it was given up before and the connection is being closed
     */
    boolean off() {
        channel = null;
        return !answer.isCancelled();
    }

    void fail(Throwable fault) {
        answer.completeExceptionally(fault);
    }

    private void closeChannel() {
        Channel on = channel;
        if (on != null) {
            on.close();
        }
    }
}
