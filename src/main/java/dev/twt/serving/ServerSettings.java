package dev.twt.serving;

import java.time.Duration;

/**
 * How a server listens.
 *
 * @param host name or address of the interface
 * @param port 0: any that is free
 * @param apiKey what clients have to send, or empty: anybody may ask
 * @param mostRequests being answered or waiting at one time; more are sent away with 429
 * @param grace time that answers under way have to end when the server is closed
 */
public record ServerSettings(String host, int port, String apiKey, int mostRequests, Duration grace) {
    /** Without the key. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
