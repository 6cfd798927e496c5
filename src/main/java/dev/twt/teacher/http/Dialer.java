package dev.twt.teacher.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * Makes connections: straight, through a proxy, or through a proxy's tunnel, with TLS where the address wants it. Two
 * threads carry all connections of this JVM; they are Spark's own library's.
 */
final class Dialer {
    private static final int LINE = 8192;
    private static final int HEAD = 1 << 16;
    private static final int CHUNK = 1 << 16;
    private static final int THREADS = 2;
    private static final EventLoopGroup LOOPS =
            new NioEventLoopGroup(THREADS, new DefaultThreadFactory("twt-http", true));

    private final Bootstrap bootstrap;
    private final Duration patience;

    /** @param patience with a connection, and with TLS after it */
    Dialer(Duration patience) {
        this.patience = patience;
        this.bootstrap = new Bootstrap()
                .group(LOOPS)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.min(Integer.MAX_VALUE, patience.toMillis()))
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        // What a channel needs is known when it is connected.
                    }
                });
    }

    /** What becomes of a call to connect. */
    interface Ends {
        void connected(Channel channel);

        void failed(Throwable fault);

        /** The proxy answered itself instead of opening a tunnel. */
        void refused(HttpResponse<String> reply);
    }

    /**
     * Connects.
     *
     * @param opening told of the channel before it is ready, so that it can be closed
     * @param authorization for the proxy, or null
     */
    void dial(Route route, String authorization, Consumer<Channel> opening, Ends ends) {
        ChannelFuture connecting = bootstrap.connect(route.connectTo());
        opening.accept(connecting.channel());
        connecting.addListener(connected -> {
            if (!connected.isSuccess()) {
                ends.failed(explained(connected.cause()));
            } else if (route.tunnelled()) {
                Channel channel = connecting.channel();
                channel.pipeline().addLast("tunnel-codec", codec());
                channel.pipeline()
                        .addLast(new Tunnel(route, authorization, patience, ends, () -> secure(channel, route, ends)));
            } else if (route.hop().secure()) {
                secure(connecting.channel(), route, ends);
            } else {
                ready(connecting.channel(), ends);
            }
        });
    }

    private void secure(Channel channel, Route route, Ends ends) {
        try {
            SSLEngine engine = SSLContext.getDefault()
                    .createSSLEngine(route.hop().host(), route.hop().port());
            engine.setUseClientMode(true);
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            engine.setSSLParameters(parameters);
            SslHandler tls = new SslHandler(engine);
            tls.setHandshakeTimeoutMillis(patience.toMillis());
            channel.pipeline().addLast(tls);
            tls.handshakeFuture().addListener(shaken -> {
                if (shaken.isSuccess()) {
                    ready(channel, ends);
                } else {
                    channel.close();
                    ends.failed(explained(shaken.cause()));
                }
            });
        } catch (NoSuchAlgorithmException e) {
            channel.close();
            ends.failed(explained(e));
        }
    }

    private static void ready(Channel channel, Ends ends) {
        channel.pipeline().addLast(codec());
        ends.connected(channel);
    }

    static HttpClientCodec codec() {
        return new HttpClientCodec(LINE, HEAD, CHUNK);
    }

    /** In the JDK's words; what happened before a request was sent is a fault of connecting. */
    static Throwable explained(Throwable fault) {
        if (fault instanceof ConnectTimeoutException || fault instanceof SslHandshakeTimeoutException) {
            return new HttpConnectTimeoutException("no connection in time");
        }
        if (fault instanceof UnknownHostException) {
            return fault;
        }
        ConnectException explained = new ConnectException(words(fault));
        explained.initCause(fault);
        return explained;
    }

    private static String words(Throwable fault) {
        return fault.getMessage() == null ? fault.getClass().getSimpleName() : fault.getMessage();
    }
}
