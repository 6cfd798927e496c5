package dev.twt.teacher;

import dev.twt.config.TeacherConfig;
import dev.twt.model.text.ChatMessage;
import dev.twt.teacher.http.EndpointPool.Health;
import dev.twt.teacher.http.ErrorText;
import dev.twt.teacher.http.Keys;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.UnaryOperator;

/** What became of requests that were sent to a server: answers, refusals and faults as outcomes. */
final class Endings {
    private final TeacherConfig config;
    private final ErrorText errors;
    private final ReplyStatus statuses;

    Endings(TeacherConfig config, Keys keys) {
        this.config = config;
        this.errors = new ErrorText(keys);
        this.statuses = new ReplyStatus(config, keys.origin());
    }

    /**
     * A reply came.
     *
     * @param millis from sending to the end
     */
    Ending read(List<TeacherRequest> samples, HttpResponse<String> response, long millis) {
        int status = response.statusCode();
        Health health = status >= ReplyStatus.SERVER_FAULTS ? Health.FAULTY : Health.WELL;
        try {
            if (ReplyStatus.good(status)) {
                return new Ending(
                        ChatReply.read(samples.get(0), samples.size(), response.body(), millis, shown(samples)),
                        health);
            }
            if (samples.size() > 1 && ReplyStatus.refusesSeveral(status, response.body())) {
                return Ending.all(
                        samples.size(),
                        new Outcome.Apart("the server refuses several answers in one request (status " + status + ")"),
                        Health.WELL);
            }
            return Ending.all(samples.size(), statuses.outcome(response, shown(samples)), health);
        } catch (RuntimeException e) {
            return Ending.all(
                    samples.size(),
                    new Outcome.Failed(
                            "the server's answer could not be read ("
                                    + e.getClass().getSimpleName() + ")",
                            1),
                    Health.WELL);
        }
    }

    /** No reply came. */
    Ending broken(List<TeacherRequest> samples, Throwable fault, URI address) {
        return Ending.all(samples.size(), SendFault.outcome(fault, address, shown(samples)), Health.FAULTY);
    }

    /** No whole reply came in time. */
    Ending timedOut(List<TeacherRequest> samples, URI address) {
        String error = address.getAuthority() + " gave no whole answer within "
                + config.endpoint().timeout().toMillis() + " ms";
        return Ending.all(samples.size(), new Outcome.Retry(error, null, true, false), Health.FAULTY);
    }

    /** Nobody waits for it any more. */
    static Ending givenUp(List<TeacherRequest> samples) {
        String error = "the teacher was closed while the request was under way";
        return Ending.all(samples.size(), new Outcome.Retry(error, null, true, false), Health.UNKNOWN);
    }

    private UnaryOperator<String> shown(List<TeacherRequest> samples) {
        List<String> prompts =
                samples.get(0).messages().stream().map(ChatMessage::content).toList();
        return text -> errors.of(text, prompts);
    }
}
