package dev.twt.generation;

import dev.twt.config.TeacherConfig;
import dev.twt.task.Extraction;
import dev.twt.teacher.Completion;
import dev.twt.teacher.Outcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Makes ledger rows of what teachers answered. */
public final class LedgerRows {
    private static final int ERROR_LENGTH = 500;

    private final TeacherConfig teacher;
    private final TaskFinder tasks;

    public LedgerRows(TeacherConfig teacher, TaskFinder tasks) {
        this.teacher = teacher;
        this.tasks = tasks;
    }

    /** The name an outcome has in the ledger. */
    static String name(Outcome outcome) {
        if (outcome instanceof Outcome.Answered) {
            return "answered";
        }
        if (outcome instanceof Outcome.Truncated) {
            return "truncated";
        }
        return outcome instanceof Outcome.Refused ? "refused" : "failed";
    }

    /** What was written, or null for a failed request. */
    static Completion completion(Outcome outcome) {
        if (outcome instanceof Outcome.Answered answered) {
            return answered.completion();
        }
        if (outcome instanceof Outcome.Truncated truncated) {
            return truncated.completion();
        }
        return outcome instanceof Outcome.Refused refused ? refused.completion() : null;
    }

    /**
     * The row of a request that has ended.
     *
     * @param outcome any but one that may succeed later
     */
    public Row row(PlannedRequest request, Outcome outcome, Instant createdAt) {
        Completion completion = completion(outcome);
        return completion == null
                ? failed(request, (Outcome.Failed) outcome, createdAt)
                : completed(request, name(outcome), completion, createdAt);
    }

    private Row failed(PlannedRequest request, Outcome.Failed outcome, Instant createdAt) {
        return row(
                request,
                "failed",
                null,
                null,
                null,
                null,
                null,
                outcome.attempts(),
                oneLine(outcome.error()),
                createdAt,
                null);
    }

    private Row completed(PlannedRequest request, String outcome, Completion completion, Instant createdAt) {
        Extraction found = null;
        String error = null;
        try {
            found = tasks.named(request.task()).extract(completion.text(), request.question());
        } catch (RuntimeException | StackOverflowError e) {
            // A paid answer is worth more than a task's fault: it is recorded, and can be looked at again.
            error = oneLine("extraction failed: " + e);
        }
        String rationale = rationale(completion, found);
        String answer = found == null || !found.answered() ? null : found.answer();
        Double confidence = found == null || found.confidence().isEmpty()
                ? null
                : Double.valueOf(found.confidence().getAsDouble());
        return row(
                request,
                outcome,
                rationale,
                answer,
                confidence,
                completion,
                WorstCase.usd(teacher, completion),
                completion.attempts(),
                error,
                createdAt,
                probability(completion, found));
    }

    /** Reasoning that came apart from the text is the rationale; else it is what the text holds of it. */
    private static String rationale(Completion completion, Extraction found) {
        if (completion.reasoning() != null && !completion.reasoning().isBlank()) {
            return completion.reasoning();
        }
        return found == null || found.rationale().isEmpty() ? null : found.rationale();
    }

    private static Double probability(Completion completion, Extraction found) {
        return found == null
                ? null
                : AnswerProbability.of(
                        completion.text(),
                        completion.tokenLogprobs(),
                        completion.tokenEnds(),
                        found.answerSpan().orElse(null));
    }

    private Row row(
            PlannedRequest request,
            String outcome,
            String rationale,
            String answer,
            Double confidence,
            Completion completion,
            Double cost,
            int attempts,
            String error,
            Instant createdAt,
            Double probability) {
        boolean none = completion == null;
        return RowFactory.create(
                request.requestId(),
                request.questionId(),
                teacher.name(),
                RequestIdentity.model(teacher),
                request.sample(),
                request.purpose(),
                request.round(),
                outcome,
                none ? null : completion.text(),
                rationale,
                answer,
                confidence,
                none ? null : completion.tokenLogprobs(),
                none ? null : completion.promptTokens(),
                none ? null : completion.completionTokens(),
                cost,
                none ? null : completion.finishReason(),
                none ? null : completion.systemFingerprint(),
                none ? null : completion.latencyMillis(),
                attempts,
                error,
                createdAt.truncatedTo(ChronoUnit.MICROS),
                probability);
    }

    static String oneLine(String text) {
        String line = String.valueOf(text).replaceAll("\\s+", " ").strip();
        return line.length() > ERROR_LENGTH ? line.substring(0, ERROR_LENGTH) : line;
    }
}
