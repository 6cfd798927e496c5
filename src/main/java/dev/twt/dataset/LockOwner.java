package dev.twt.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Who is at work in a workspace.
 *
 * @param host the driver's machine, as it calls itself
 * @param pid the driver's process there
 * @param user who started it
 * @param since when it took the workspace
 */
record LockOwner(String host, long pid, String user, Instant since) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** This process, now. */
    static LockOwner here() {
        return new LockOwner(
                hostName(),
                ProcessHandle.current().pid(),
                System.getProperty("user.name", "?"),
                Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "?";
        }
    }

    ObjectNode json() {
        return JSON.createObjectNode()
                .put("host", host)
                .put("pid", pid)
                .put("user", user)
                .put("since", since.toString());
    }

    /** Empty where the text says nothing of an owner. */
    static Optional<LockOwner> of(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            if (json == null || !json.hasNonNull("host")) {
                return Optional.empty();
            }
            return Optional.of(new LockOwner(
                    json.path("host").asText(),
                    json.path("pid").asLong(),
                    json.path("user").asText(),
                    Instant.parse(json.path("since").asText())));
        } catch (JsonProcessingException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** As a part of a sentence. */
    String said() {
        return "process " + pid + " of " + user + " on " + host + ", since " + since;
    }
}
