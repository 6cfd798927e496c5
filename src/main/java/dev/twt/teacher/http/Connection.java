package dev.twt.teacher.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** One connection, which carries one call at a time. Everything happens on its channel's own thread. */
final class Connection extends SimpleChannelInboundHandler<HttpObject> {
    private static final int LONGEST_BODY = 256 << 20;

    private final Channel channel;
    private final Consumer<Connection> idle;
    private final Consumer<Connection> gone;
    private Call call;
    private HttpResponse head;
    private ByteArrayOutputStream body;
    private volatile long idleSince;

    /**
     * Makes the handler of a channel.
     *
     * @param idle told when the connection may carry another call
     * @param gone told when it is closed
     */
    Connection(Channel channel, Consumer<Connection> idle, Consumer<Connection> gone) {
        this.channel = channel;
        this.idle = idle;
        this.gone = gone;
    }

    /**
     * Sends a call.
     *
     * @param closed takes the call if the connection is closed already: nothing of it was sent then
     */
    void carry(Call next, Consumer<Call> closed) {
        if (!channel.eventLoop().inEventLoop()) {
            channel.eventLoop().execute(() -> carry(next, closed));
            return;
        }
        if (!channel.isActive()) {
            closed.accept(next);
            return;
        }
        call = next;
        next.on(channel);
        channel.writeAndFlush(next.request()).addListener(written -> {
            if (!written.isSuccess()) {
                end(written.cause());
            }
        });
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (part.decoderResult().isFailure()) {
            end(new IOException("the answer is no HTTP", part.decoderResult().cause()));
            return;
        }
        if (part instanceof HttpResponse response) {
            head = response;
            body = new ByteArrayOutputStream(Math.max(1024, length(response)));
        }
        if (part instanceof HttpContent content && body != null) {
            add(content.content());
        }
        if (part instanceof LastHttpContent && head != null) {
            whole();
        }
    }

    private static int length(HttpResponse response) {
        long length = HttpUtil.getContentLength(response, 0L);
        // A server's word alone is no reason to take memory.
        return (int) Math.min(1 << 16, Math.max(0, length));
    }

    private void add(ByteBuf bytes) {
        if (body.size() + bytes.readableBytes() > LONGEST_BODY) {
            end(new IOException("the answer is longer than " + (LONGEST_BODY >> 20) + " MiB"));
            return;
        }
        try {
            bytes.readBytes(body, bytes.readableBytes());
        } catch (IOException e) {
            throw new IllegalStateException("memory takes every byte", e);
        }
    }

    private void whole() {
        HttpResponse response = head;
        ByteArrayOutputStream bytes = body;
        head = null;
        body = null;
        if (response.status().code() / 100 == 1) {
            return; // The answer itself is still to come.
        }
        Call done = call;
        if (done == null) {
            channel.close();
            return;
        }
        call = null;
        if (done.off() && HttpUtil.isKeepAlive(response)) {
            idleSince = System.nanoTime();
            idle.accept(this);
        } else {
            channel.close();
        }
        done.answer()
                .complete(new Reply(
                        done.uri(),
                        response.status().code(),
                        fields(response),
                        bytes.toString(HttpUtil.getCharset(response, StandardCharsets.UTF_8))));
    }

    private static Map<String, List<String>> fields(HttpResponse response) {
        Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        response.headers()
                .forEach(field -> fields.computeIfAbsent(field.getKey(), name -> new ArrayList<>())
                        .add(field.getValue()));
        return fields;
    }

    private void end(Throwable fault) {
        Call broken = call;
        call = null;
        body = null;
        head = null;
        channel.close();
        if (broken != null) {
            broken.fail(fault);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        gone.accept(this);
        end(new IOException("closed before the answer was whole"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable fault) {
        end(fault);
    }

    void close() {
        channel.close();
    }

    boolean isOpen() {
        return channel.isActive();
    }

    long idleSince() {
        return idleSince;
    }
}
