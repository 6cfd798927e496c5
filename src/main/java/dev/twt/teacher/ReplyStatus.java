package dev.twt.teacher;

import dev.twt.config.TeacherConfig;
import dev.twt.teacher.http.RetryAfter;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What a status other than 2xx means for a request. */
final class ReplyStatus {
    static final int SERVER_FAULTS = 500;
    private static final int TOO_MANY = 429;

    /** Time-out of the server, conflict, too early, too many. */
    private static final Set<Integer> MAY_PASS = Set.of(408, 409, 425, TOO_MANY);

    /** Whoever stands before the server lost patience: the server itself may have answered, and billed. */
    private static final Set<Integer> MAY_BE_SERVED = Set.of(408, 504, 524);

    /** Bad request, unprocessable, not implemented: with these, and mistakenly with 500, servers refuse fields. */
    private static final Set<Integer> REFUSES = Set.of(400, 422, 500, 501);

    private final TeacherConfig config;
    private final String keyOrigin;

    /** @param keyOrigin where the key stands, in words, or empty */
    ReplyStatus(TeacherConfig config, String keyOrigin) {
        this.config = config;
        this.keyOrigin = keyOrigin;
    }

    static boolean good(int status) {
        return status / 100 == 2;
    }

    /** Whether a request with such a status may have been refused for one of its fields. */
    static boolean refuses(int status) {
        return REFUSES.contains(status);
    }

    /** Whether a server refuses a request for the several answers it asks for. */
    static boolean refusesSeveral(int status, String body) {
        return refuses(status) && ServerError.of(body == null ? "" : body).aboutSeveralAnswers();
    }

    /** @param shown makes a server's words fit to be shown */
    Outcome outcome(HttpResponse<String> response, UnaryOperator<String> shown) {
        return outcome(
                response.statusCode(),
                response.body(),
                RetryAfter.of(response.headers(), Instant.now()),
                response.uri().toString(),
                shown);
    }

    /**
     * What a status of an answer means that came in any way.
     *
     * @param after how long the server asks to wait, or null
     * @param asked what was asked, for messages
     */
    Outcome outcome(int status, String body, Duration after, String asked, UnaryOperator<String> shown) {
        // Where a proxy refuses a tunnel, the client gives no body at all.
        ServerError error = ServerError.of(body == null ? "" : body);
        String said = shown.apply(error.message());
        if (status == TOO_MANY && error.quotaUsedUp()) {
            return new Outcome.Failed(described("the account's quota is used up", status, said), 1);
        }
        if (status >= SERVER_FAULTS || MAY_PASS.contains(status)) {
            String what = status == TOO_MANY ? "the server is asked too often" : "the server could not answer";
            return new Outcome.Retry(
                    described(what, status, said), after, MAY_BE_SERVED.contains(status), status == TOO_MANY);
        }
        if (status == 400 && error.filtered()) {
            return new Outcome.Refused(new Completion(said, "", null, 0, 0, "content_filter", "", 0, 1));
        }
        return new Outcome.Failed(described(refusal(status, asked), status, said), 1);
    }

    private String refusal(int status, String uri) {
        return switch (status) {
            case 401, 403 ->
                keyOrigin.isEmpty()
                        ? "the server wants a key, and auth-variable and auth-file name none"
                        : "the server refused the key in " + keyOrigin;
            case 404 -> "there is no model " + config.model() + " at " + uri;
            case 407 ->
                "the proxy wants a user and a password: write them into its address; for https, twt doctor and"
                        + " batches also need -Djdk.http.auth.tunneling.disabledSchemes= (with nothing behind it)";
            case 301, 302, 303, 307, 308 -> uri + " has moved: write its new address into urls";
            default -> "the server refused the request";
        };
    }

    private static String described(String what, int status, String said) {
        return what + " (status " + status + ")" + (said.isEmpty() ? "" : ": " + said);
    }
}
