package dev.twt.teacher.http;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.List;

/**
 * How an address is reached.
 *
 * @param proxy in between, or null
 * @param hop whom to connect to: connections to the same may be used again
 */
record Route(URI uri, InetSocketAddress proxy, Hop hop) {
    /** The other end of a connection. */
    record Hop(boolean secure, String host, int port, boolean byProxy) {}

    static Route of(URI uri, List<Proxy> proxies) {
        InetSocketAddress proxy = proxies.stream()
                .filter(one -> one.type() == Proxy.Type.HTTP)
                .map(one -> (InetSocketAddress) one.address())
                .findFirst()
                .orElse(null);
        boolean secure = uri.getScheme().equalsIgnoreCase("https");
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
        // An IPv6 address stands in brackets in a URI only.
        String host = uri.getHost().replaceAll("^\\[(.*)]$", "$1");
        return new Route(uri, proxy, new Hop(secure, host, port, proxy != null));
    }

    /** Whether the proxy has to be asked for a tunnel first. */
    boolean tunnelled() {
        return proxy != null && hop.secure();
    }

    InetSocketAddress connectTo() {
        return proxy == null
                ? InetSocketAddress.createUnresolved(hop.host(), hop.port())
                : InetSocketAddress.createUnresolved(proxy.getHostString(), proxy.getPort());
    }

    /** What stands in the request's first line: a proxy needs the whole address, but for what goes through a tunnel. */
    String target() {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String target = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
        return proxy == null || tunnelled() ? target : uri.getScheme() + "://" + hostHeader() + target;
    }

    String hostHeader() {
        return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }

    /** Host and port as CONNECT wants them. */
    String authority() {
        return uri.getHost() + ":" + hop.port();
    }
}
