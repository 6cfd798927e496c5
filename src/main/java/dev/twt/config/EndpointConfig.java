package dev.twt.config;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How a server that speaks OpenAI's chat completions is reached (backend {@code openai}).
 *
 * @param urls base addresses, such as {@code https://api.openai.com/v1}; several share the load
 * @param dialect {@code openai} (the key as a bearer token) or {@code azure} (the key as api-key, an API version)
 * @param apiVersion Azure's api-version, or empty
 * @param authVariable environment variable that holds the key, or empty
 * @param authFile file that holds the key, or empty
 * @param headers further header to the environment variable that holds its value
 * @param maxTokensField {@code max_completion_tokens} or {@code max_tokens}
 * @param logprobs whether token log-probabilities are asked for
 * @param extraBody text of a JSON object whose fields are added to every request, or empty
 * @param connectTimeout longest time to connect
 * @param timeout longest time to the end of an answer
 */
public record EndpointConfig(
        List<String> urls,
        String dialect,
        String apiVersion,
        String authVariable,
        String authFile,
        Map<String, String> headers,
        String maxTokensField,
        boolean logprobs,
        String extraBody,
        Duration connectTimeout,
        Duration timeout)
        implements Serializable {
    public EndpointConfig {
        urls = List.copyOf(urls);
        headers = Map.copyOf(headers);
    }

    /** Environment variables that hold what the server alone may know. */
    Stream<String> secretVariables() {
        return Stream.concat(Stream.of(authVariable), headers.values().stream()).filter(name -> !name.isEmpty());
    }

    /** What a teacher without a server has: the reference's defaults. */
    public static EndpointConfig none() {
        return at(List.of());
    }

    /** The same server at other addresses. */
    public EndpointConfig withUrls(List<String> newUrls) {
        return new EndpointConfig(
                newUrls,
                dialect,
                apiVersion,
                authVariable,
                authFile,
                headers,
                maxTokensField,
                logprobs,
                extraBody,
                connectTimeout,
                timeout);
    }

    /** A server without a key, the rest by default. */
    public static EndpointConfig at(List<String> urls) {
        return new EndpointConfig(
                urls,
                "openai",
                "",
                "",
                "",
                Map.of(),
                "max_completion_tokens",
                true,
                "",
                Duration.ofSeconds(10),
                Duration.ofMinutes(10));
    }

    /** The same requests to another server, without any key. */
    public EndpointConfig moved(String url) {
        return new EndpointConfig(
                List.of(url),
                dialect,
                apiVersion,
                "",
                "",
                Map.of(),
                maxTokensField,
                logprobs,
                extraBody,
                connectTimeout,
                timeout);
    }
}
