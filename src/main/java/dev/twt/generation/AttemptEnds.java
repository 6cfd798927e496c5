package dev.twt.generation;

import dev.twt.generation.AnswersToRecord.Answer;
import dev.twt.teacher.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What follows on an attempt that has ended: rows of the ledger, another attempt later, or one for each sample. */
final class AttemptEnds {
    private final Outbox outbox;
    private final Attempts attempts;
    private final SampleLimit together;
    private final RetryRule retries;
    private final AnswersToRecord answers;

    AttemptEnds(Outbox outbox, Attempts attempts, SampleLimit together, RetryRule retries, AnswersToRecord answers) {
        this.outbox = outbox;
        this.attempts = attempts;
        this.together = together;
        this.retries = retries;
        this.answers = answers;
    }

    /**
     * Decides. Whatever is said of a whole request, that nothing was sent, is said of each sample.
     *
     * @param outcomes one a sample
     * @return nanoseconds for which nobody is to be asked; 0: none
     */
    long of(Attempt attempt, List<Outcome> outcomes) {
        if (outcomes.get(0) instanceof Outcome.Resting resting) {
            rest(attempt, resting);
            return 0;
        }
        if (outcomes.get(0) instanceof Outcome.Starting starting) {
            // Nobody else is asked meanwhile: the whole list would go round and round.
            outbox.putBack(List.of(attempt.begunAt(System.nanoTime())));
            return starting.after().toNanos();
        }
        divide(attempt, outcomes);
        return 0;
    }

    private void rest(Attempt attempt, Outcome.Resting resting) {
        long now = System.nanoTime();
        if (retries.allowsWaiting(now - attempt.begun())) {
            outbox.keep(attempt, now + retries.waitNanos(attempt.number(), resting.after()));
        } else {
            fail(attempt, resting.error());
        }
    }

    private void fail(Attempt attempt, String error) {
        Outcome failed = new Outcome.Failed(error, attempt.number());
        answers.add(attempt.requests().stream().map(r -> Answer.now(r, failed)).toList());
    }

    /** Each sample goes its own way: into the ledger, out again later, or out by itself. */
    private void divide(Attempt attempt, List<Outcome> outcomes) {
        List<Answer> ended = new ArrayList<>();
        List<PlannedRequest> again = new ArrayList<>();
        List<Attempt> apart = new ArrayList<>();
        Duration after = null;
        for (int i = 0; i < outcomes.size(); i++) {
            PlannedRequest request = attempt.requests().get(i);
            Outcome outcome = outcomes.get(i);
            if (outcome instanceof Outcome.Apart && outcomes.size() > 1) {
                apart.add(attempts.of(attempt, List.of(request)));
            } else if (outcome instanceof Outcome.Retry retry && retries.allowsAnother(attempt.number())) {
                again.add(request);
                after = retry.after();
            } else {
                ended.add(Answer.now(request, last(outcome, attempt.number())));
            }
        }
        if (!ended.isEmpty()) {
            answers.add(ended);
        }
        if (!again.isEmpty()) {
            long wait = retries.waitNanos(attempt.number(), after);
            outbox.keep(attempts.of(attempt, again).next(), System.nanoTime() + wait);
        }
        if (!apart.isEmpty()) {
            together.one();
            outbox.putBack(apart);
        }
    }

    private static Outcome last(Outcome outcome, int attempts) {
        if (outcome instanceof Outcome.Retry retry) {
            return new Outcome.Failed(retry.error(), attempts);
        }
        return outcome instanceof Outcome.Apart apart
                ? new Outcome.Failed(apart.error(), attempts)
                : outcome.afterAttempts(attempts);
    }
}
