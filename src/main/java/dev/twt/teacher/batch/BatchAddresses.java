package dev.twt.teacher.batch;

import dev.twt.config.EndpointConfig;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where files and batches are, under a server's base address: {@code /files} and {@code /batches}. Azure's url for chats
 * names a deployment, which its files and batches are not under.
 */
final class BatchAddresses {
    private static final Pattern DEPLOYMENT = Pattern.compile("/deployments/([^/?]+)");

    private final String base;
    private final String query;
    private final EndpointConfig endpoint;

    BatchAddresses(EndpointConfig endpoint) {
        this.endpoint = endpoint;
        String url = endpoint.urls().get(0);
        int mark = url.indexOf('?');
        String path = (mark < 0 ? url : url.substring(0, mark)).replaceFirst("/+$", "");
        this.base = azure() ? DEPLOYMENT.matcher(path).replaceFirst("") : path;
        String own = mark < 0 ? "" : url.substring(mark + 1);
        String version = azure() ? "api-version=" + encoded(endpoint.apiVersion()) : "";
        this.query = own + (own.isEmpty() || version.isEmpty() ? "" : "&") + version;
    }

    boolean azure() {
        return endpoint.dialect().equals("azure");
    }

    URI files() {
        return at("/files", "");
    }

    URI file(String id) {
        return at("/files/" + encoded(id), "");
    }

    URI content(String id) {
        return at("/files/" + encoded(id) + "/content", "");
    }

    URI batches() {
        return at("/batches", "");
    }

    /** A page of the list, the newest first. */
    URI list(int limit, Optional<String> after) {
        return at(
                "/batches",
                "limit=" + limit + after.map(id -> "&after=" + encoded(id)).orElse(""));
    }

    URI batch(String id) {
        return at("/batches/" + encoded(id), "");
    }

    URI cancel(String id) {
        return at("/batches/" + encoded(id) + "/cancel", "");
    }

    /** The deployment that an Azure url names. */
    static Optional<String> deployment(EndpointConfig endpoint) {
        Matcher named = DEPLOYMENT.matcher(endpoint.urls().get(0));
        return endpoint.dialect().equals("azure") && named.find() ? Optional.of(named.group(1)) : Optional.empty();
    }

    private URI at(String path, String more) {
        String all = query + (query.isEmpty() || more.isEmpty() ? "" : "&") + more;
        return URI.create(base + path + (all.isEmpty() ? "" : "?" + all));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
