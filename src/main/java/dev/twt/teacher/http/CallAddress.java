package dev.twt.teacher.http;

import dev.twt.config.EndpointConfig;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Where chat completions are asked for, under a server's base address. */
public final class CallAddress {
    private static final String CALL = "/chat/completions";
    private static final String MODELS = "/models";

    private CallAddress() {}

    /** One address for each of the endpoint's urls; a query of the url is kept, Azure's API version added. */
    public static List<URI> all(EndpointConfig endpoint) {
        return endpoint.urls().stream().map(url -> of(url, endpoint)).toList();
    }

    /** Where the server that has this call's address lists its models. */
    public static URI models(URI call) {
        String text = call.toString();
        int at = text.lastIndexOf(CALL);
        return URI.create(text.substring(0, at) + MODELS + text.substring(at + CALL.length()));
    }

    private static URI of(String url, EndpointConfig endpoint) {
        int mark = url.indexOf('?');
        String base = (mark < 0 ? url : url.substring(0, mark)).replaceFirst("/+$", "");
        String query = mark < 0 ? "" : url.substring(mark + 1);
        if (endpoint.dialect().equals("azure")) {
            query += (query.isEmpty() ? "" : "&") + "api-version="
                    + URLEncoder.encode(endpoint.apiVersion(), StandardCharsets.UTF_8);
        }
        return URI.create(base + CALL + (query.isEmpty() ? "" : "?" + query));
    }
}
