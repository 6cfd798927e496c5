package dev.twt.teacher;

import dev.twt.config.TeacherConfig;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What a server's answers to a probe mean for a run. */
final class ProbeReading {
    /** OpenAI's words where a model was still thinking when its tokens were used up. */
    private static final String STILL_THINKING = "output limit was reached";

    private final TeacherConfig config;
    private final String keyOrigin;
    private final ReplyStatus statuses;

    /** @param keyOrigin where the key stands, in words, or empty */
    ProbeReading(TeacherConfig config, String keyOrigin) {
        this.config = config;
        this.keyOrigin = keyOrigin;
        this.statuses = new ReplyStatus(config, keyOrigin);
    }

    /** A name that is not in the list is no fault yet: some servers answer to any. The question tells. */
    Finding models(String where, HttpResponse<String> response, UnaryOperator<String> shown) {
        ModelList list =
                ReplyStatus.good(response.statusCode()) ? ModelList.of(response.body()) : new ModelList(List.of());
        if (list.names().isEmpty()) {
            return Finding.ok(where, "reached; it gives no list of its models (status " + response.statusCode() + ")");
        }
        if (config.endpoint().dialect().equals("azure")) {
            return Finding.ok(where, "reached");
        }
        return list.has(config.model())
                ? Finding.ok(where, "reached; it has the model " + config.model())
                : Finding.warn(
                        where,
                        "reached; " + config.model() + " is not among its "
                                + list.names().size() + " models, the nearest are "
                                + shown.apply(list.nearest(config.model())),
                        "Check teachers." + config.name() + ".model; what it answers next tells whether it takes it");
    }

    Finding unreached(String where, Outcome fault) {
        return Finding.fail(
                where,
                error(fault),
                "Start the server or correct teachers." + config.name() + ".endpoint.urls"
                        + (config.endpoint().urls().size() > 1 ? "; a run would use the other addresses alone" : ""));
    }

    List<Finding> chat(
            String where,
            TeacherRequest request,
            HttpResponse<String> response,
            long millis,
            UnaryOperator<String> shown) {
        int status = response.statusCode();
        boolean good = ReplyStatus.good(status);
        Outcome outcome =
                good ? ChatReply.read(request, response.body(), millis, shown) : statuses.outcome(response, shown);
        if (outcome instanceof Outcome.Failed || outcome instanceof Outcome.Retry) {
            return List.of(refused(where, outcome, status));
        }
        List<Finding> found = new ArrayList<>();
        found.add(Finding.ok(
                where,
                "answered in " + millis + " ms (status " + status + (keyOrigin.isEmpty() ? ")" : ", key accepted)")));
        if (good) {
            ReplyParts parts = ReplyParts.of(response.body());
            found.add(logprobs(where, parts.logprobs()));
            found.add(usage(where, parts.usage()));
        }
        return found;
    }

    /**
     * Whether several answers to one request came.
     *
     * @param asked answers
     */
    Finding several(String where, int asked, HttpResponse<String> response) {
        int status = response.statusCode();
        if (!ReplyStatus.good(status) && !ReplyStatus.refuses(status)) {
            return severalUnknown(where, asked);
        }
        String key = "teachers." + config.name() + ".samples-a-request";
        boolean came = ReplyStatus.good(status) && ReplyParts.answers(response.body()) >= asked;
        if (config.samplesARequest() == 1) {
            return Finding.ok(
                    where,
                    came
                            ? "it gives several answers in one request: with " + key + " = " + config.samples()
                                    + " a question's prompt is paid once, not " + config.samples() + " times"
                            : "it gives one answer a request, as " + key + " = 1 says");
        }
        return came
                ? Finding.ok(where, "it gives several answers in one request")
                : Finding.warn(
                        where,
                        "it does not give " + asked + " answers in one request (status " + status
                                + "): a run asks its samples one by one, and each pays its prompt",
                        "Set " + key + " = 1");
    }

    /** No answer of use came to a request for several. */
    Finding severalUnknown(String where, int asked) {
        return Finding.ok(where, "whether it gives " + asked + " answers in one request could not be seen");
    }

    private Finding refused(String where, Outcome outcome, int status) {
        if (outcome instanceof Outcome.Retry retry && retry.throttled()) {
            return Finding.warn(where, error(outcome), "Wait a while, and set teachers." + config.name() + ".limits");
        }
        if (error(outcome).contains(STILL_THINKING)) {
            return Finding.warn(
                    where,
                    "it thinks for longer than the " + TeacherProbe.MOST_TOKENS + " tokens of this check",
                    "Leave it room in a run: teachers." + config.name() + ".sampling.max-tokens");
        }
        return Finding.fail(where, error(outcome), fix(status));
    }

    private String fix(int status) {
        if (ReplyStatus.good(status)) {
            return "Write the base of its API into endpoint.urls; mostly it ends with /v1";
        }
        if (status >= ReplyStatus.SERVER_FAULTS) {
            return "Look into the server's log, or come back later";
        }
        return switch (status) {
            case 401, 403 ->
                keyOrigin.isEmpty()
                        ? "Name the place of its key in auth-variable or auth-file"
                        : "Put a key that is valid there into " + keyOrigin;
            case 404 -> "Check teachers." + config.name() + ".model and its endpoint.urls";
            case 400, 422 -> "Mend what it names; extra-body { FIELD = null } leaves a field out";
            default -> "Mend what it names";
        };
    }

    private Finding logprobs(String where, boolean came) {
        if (!config.endpoint().logprobs()) {
            return Finding.ok(where, "log-probabilities are not asked for: that criterion has no score");
        }
        return came
                ? Finding.ok(where, "log-probabilities came")
                : Finding.warn(
                        where,
                        "no log-probabilities came, though asked for: that criterion has no score for its answers",
                        "Set selection.quality.logprob = 0, or take a server or model that gives them");
    }

    private static Finding usage(String where, boolean came) {
        return came
                ? Finding.ok(where, "it counts tokens")
                : Finding.warn(
                        where,
                        "it does not count tokens: they are estimated, four characters to one",
                        "Leave room in budget, as what is counted may be off");
    }

    private static String error(Outcome outcome) {
        if (outcome instanceof Outcome.Retry retry) {
            return retry.error();
        }
        return outcome instanceof Outcome.Failed failed ? failed.error() : "";
    }
}
