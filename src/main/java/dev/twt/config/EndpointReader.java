package dev.twt.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/** Reads a teacher's {@code endpoint}, {@code limits} and {@code retry}. */
final class EndpointReader {
    private static final int MOST_IN_FLIGHT = 100_000;
    private static final int MOST_ATTEMPTS = 100;

    private EndpointReader() {}

    static EndpointConfig endpoint(Block block, boolean needed) {
        EndpointConfig endpoint = new EndpointConfig(
                block.leaf("urls").texts(),
                block.leaf("dialect").word(List.of("openai", "azure")),
                block.leaf("api-version").text(),
                block.leaf("auth-variable").text(),
                block.leaf("auth-file").text(),
                block.table("headers"),
                block.leaf("max-tokens-field").word(List.of("max_completion_tokens", "max_tokens")),
                block.leaf("logprobs").flag(),
                block.json("extra-body"),
                block.leaf("connect-timeout").duration(),
                block.leaf("timeout").duration());
        if (needed) {
            check(block, endpoint);
        }
        return endpoint;
    }

    private static void check(Block block, EndpointConfig endpoint) {
        if (endpoint.urls().isEmpty()) {
            block.leaf("urls")
                    .reject(
                            "backend = openai needs the server's address",
                            "Write " + block.path() + ".urls = \"https://HOST/v1\"");
        }
        for (String url : endpoint.urls()) {
            checkAddress(block.leaf("urls"), url);
        }
        if (endpoint.dialect().equals("azure") && endpoint.apiVersion().isBlank()) {
            block.leaf("api-version")
                    .reject(
                            "dialect = azure needs an API version",
                            "Write " + block.path() + ".api-version = 2024-10-21");
        }
    }

    private static void checkAddress(Leaf leaf, String url) {
        try {
            URI uri = new URI(url);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (!http || uri.getHost() == null) {
                leaf.reject(
                        leaf.shown() + " is no address of a server", "Write http://HOST:PORT/v1 or https://HOST/v1");
            } else if (uri.getUserInfo() != null) {
                leaf.reject(
                        "an address must not hold a password",
                        "Name the environment variable that holds the key in auth-variable");
            } else if (uri.getPath().endsWith("/chat/completions")) {
                leaf.reject(leaf.shown() + " is the address of one call", "Leave /chat/completions out");
            }
        } catch (URISyntaxException e) {
            leaf.reject(leaf.shown() + " is no address of a server", "Write http://HOST:PORT/v1 or https://HOST/v1");
        }
    }

    static LimitsConfig limits(Block block) {
        return new LimitsConfig(
                block.leaf("requests-per-minute").whole(0, Long.MAX_VALUE),
                block.leaf("tokens-per-minute").whole(0, Long.MAX_VALUE),
                (int) block.leaf("in-flight").whole(1, MOST_IN_FLIGHT));
    }

    static RetryConfig retry(Block block) {
        return new RetryConfig(
                (int) block.leaf("attempts").whole(1, MOST_ATTEMPTS),
                block.leaf("first-wait").duration(),
                block.leaf("longest-wait").duration(),
                block.leaf("hedge-after").durationOrZero());
    }
}
