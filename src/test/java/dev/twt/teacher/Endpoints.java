package dev.twt.teacher;

import dev.twt.config.EndpointConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Endpoints for tests, built from one without a key. */
final class Endpoints {
    private Endpoints() {}

    static EndpointConfig at(String... urls) {
        return EndpointConfig.at(List.of(urls));
    }

    static EndpointConfig timed(Duration timeout, String... urls) {
        return with(at(urls), "openai", "", "", Map.of(), "", timeout);
    }

    static EndpointConfig keyed(String url, String variable, Duration timeout) {
        return with(at(url), "openai", "", variable, Map.of(), "", timeout);
    }

    static EndpointConfig keyed(String url, String dialect, String variable, Map<String, String> headers) {
        String version = dialect.equals("azure") ? "2024-10-21" : "";
        return with(at(url), dialect, version, variable, headers, "", Duration.ofMinutes(1));
    }

    static EndpointConfig extra(String url, String body) {
        return with(at(url), "openai", "", "", Map.of(), body, Duration.ofMinutes(1));
    }

    private static EndpointConfig with(
            EndpointConfig plain,
            String dialect,
            String version,
            String variable,
            Map<String, String> headers,
            String extraBody,
            Duration timeout) {
        return new EndpointConfig(
                plain.urls(),
                dialect,
                version,
                variable,
                "",
                headers,
                plain.maxTokensField(),
                plain.logprobs(),
                extraBody,
                plain.connectTimeout(),
                timeout);
    }
}
