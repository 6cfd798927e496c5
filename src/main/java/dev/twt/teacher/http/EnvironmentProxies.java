package dev.twt.teacher.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Proxies as the environment names them: {@code HTTPS_PROXY} and {@code HTTP_PROXY} by the scheme of the address that is
 * asked, none for hosts in {@code NO_PROXY} (names, which stand for their subdomains too, with or without a port, or
 * {@code *}); lower case counts before upper case. This machine itself is never asked through a proxy. Where the
 * environment names none, the JVM's own settings ({@code https.proxyHost} and so on) hold.
 */
final class EnvironmentProxies extends ProxySelector {
    private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);

    private final Map<String, String> environment;

    EnvironmentProxies(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public List<Proxy> select(URI uri) {
        if (bypassed(uri)) {
            return DIRECT;
        }
        Optional<URI> proxy = proxy(uri);
        if (proxy.isPresent()) {
            int port = proxy.get().getPort();
            // The client looks the name up itself when it connects.
            return List.of(new Proxy(
                    Proxy.Type.HTTP,
                    InetSocketAddress.createUnresolved(proxy.get().getHost(), port < 0 ? 80 : port)));
        }
        ProxySelector own = ProxySelector.getDefault();
        return own == null ? DIRECT : own.select(uri);
    }

    /** Value of the header Proxy-Authorization where the proxy's address holds a user and a password. */
    Optional<String> authorization(URI uri) {
        return bypassed(uri)
                ? Optional.empty()
                : proxy(uri)
                        .map(URI::getUserInfo)
                        .map(user ->
                                "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
    }

    private Optional<URI> proxy(URI uri) {
        String name = uri.getScheme().toLowerCase(Locale.ROOT) + "_proxy";
        String text = value(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(URI.create(text.contains("://") ? text : "http://" + text))
                    .filter(address -> address.getHost() != null);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private String value(String name) {
        String lower = environment.getOrDefault(name, "").strip();
        return lower.isEmpty()
                ? environment.getOrDefault(name.toUpperCase(Locale.ROOT), "").strip()
                : lower;
    }

    private boolean bypassed(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        if (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]")) {
            return true;
        }
        return Arrays.stream(value("no_proxy").split("[,\\s]+", -1))
                .filter(entry -> !entry.isEmpty())
                .anyMatch(entry -> covers(entry.toLowerCase(Locale.ROOT), host, uri.getPort()));
    }

    private static boolean covers(String entry, String host, int port) {
        String name = entry.replaceFirst("^\\*?\\.", "");
        if (port >= 0 && name.endsWith(":" + port)) {
            name = name.substring(0, name.lastIndexOf(':'));
        }
        return name.equals("*") || host.equals(name) || host.endsWith("." + name);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException fault) {
        // There is one proxy to an address: no other to turn to.
    }
}
