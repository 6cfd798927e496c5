package dev.twt.teacher.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Asks a proxy for a way through; leaves the channel when there is one. */
final class Tunnel extends SimpleChannelInboundHandler<HttpObject> {
    private final Route route;
    private final String authorization;
    private final Duration patience;
    private final Dialer.Ends ends;
    private final Runnable open;
    private int status;
    private boolean ended;
    private Future<?> timeout;

    Tunnel(Route route, String authorization, Duration patience, Dialer.Ends ends, Runnable open) {
        this.route = route;
        this.authorization = authorization;
        this.patience = patience;
        this.ends = ends;
        this.open = open;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        FullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.CONNECT, route.authority(), Unpooled.EMPTY_BUFFER);
        request.headers().set(HttpHeaderNames.HOST, route.authority());
        if (authorization != null) {
            request.headers().set(HttpHeaderNames.PROXY_AUTHORIZATION, authorization);
        }
        timeout = context.executor()
                .schedule(
                        () -> fail(context, new HttpConnectTimeoutException("the proxy opened no way in time")),
                        patience.toMillis(),
                        TimeUnit.MILLISECONDS);
        context.writeAndFlush(request);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (part.decoderResult().isFailure()) {
            fail(context, Dialer.explained(new IOException("the proxy's answer is no HTTP")));
            return;
        }
        if (part instanceof HttpResponse response) {
            status = response.status().code();
        }
        if (part instanceof LastHttpContent) {
            answered(context);
        }
    }

    private void answered(ChannelHandlerContext context) {
        if (ended) {
            return;
        }
        ended = true;
        timeout.cancel(false);
        if (status / 100 == 2) {
            context.pipeline().remove("tunnel-codec");
            context.pipeline().remove(this);
            open.run();
        } else {
            context.close();
            ends.refused(new Reply(route.uri(), status, Map.of(), ""));
        }
    }

    private void fail(ChannelHandlerContext context, Throwable fault) {
        if (!ended) {
            ended = true;
            timeout.cancel(false);
            context.close();
            ends.failed(fault);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail(context, Dialer.explained(new IOException("the proxy closed the connection")));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable fault) {
        fail(context, Dialer.explained(fault));
    }
}
