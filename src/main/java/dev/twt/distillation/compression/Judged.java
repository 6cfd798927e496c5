package dev.twt.distillation.compression;

import dev.twt.task.Extraction;
import dev.twt.task.Question;
import dev.twt.task.Task;

/**
 * A rewrite and what it is worth.
 *
 * @param rationale without the statement of the answer; null where none was written
 * @param answer it ends in, in canonical form, or null
 * @param tokens of the rationale, 0 where none was written
 */
record Judged(String rationale, String answer, int tokens, Verdict verdict) {
    /**
     * What a teacher wrote, as the ledger has it.
     *
     * @param outcome answered, truncated, refused or failed
     * @param text without thoughts that came apart, or null
     * @param thoughts the ledger's rationale: thoughts that came apart, else what the text holds
     * @param completionTokens or null
     */
    record Reply(String outcome, String text, String thoughts, Integer completionTokens) {}

    /**
     * What it has to be.
     *
     * @param answer kept one
     * @param originalTokens of the rationale that is rewritten
     * @param budgetTokens at most
     */
    record Wanted(Question question, String answer, int originalTokens, int budgetTokens) {}

    static Judged of(Task task, Reply reply, Wanted wanted) {
        if (reply.text() == null) {
            return new Judged(null, null, 0, reply.outcome().equals("refused") ? Verdict.REFUSED : Verdict.FAILED);
        }
        Extraction found = task.extract(reply.text(), wanted.question());
        int tokens = RationaleTokens.of(found.rationale(), reply.completionTokens(), written(reply, found));
        return new Judged(
                found.rationale(),
                found.answered() ? found.answer() : null,
                tokens,
                verdict(task, reply.outcome(), found, tokens, wanted));
    }

    /** Thoughts that came apart were paid as completion tokens, and are no part of the text. */
    private static int written(Reply reply, Extraction found) {
        boolean apart = reply.thoughts() != null && !reply.thoughts().equals(found.rationale());
        return reply.text().length() + (apart ? reply.thoughts().length() : 0);
    }

    private static Verdict verdict(Task task, String outcome, Extraction found, int tokens, Wanted wanted) {
        if (!outcome.equals("answered")) {
            return switch (outcome) {
                case "truncated" -> Verdict.TRUNCATED;
                case "refused" -> Verdict.REFUSED;
                default -> Verdict.FAILED;
            };
        }
        if (!found.answered()) {
            return Verdict.NO_ANSWER;
        }
        if (!task.equivalent(found.answer(), wanted.answer(), wanted.question())) {
            return Verdict.OTHER_ANSWER;
        }
        if (found.rationale().isBlank()) {
            return Verdict.EMPTY;
        }
        if (tokens <= wanted.budgetTokens()) {
            return Verdict.ACCEPTED;
        }
        return tokens < wanted.originalTokens() ? Verdict.OVER_BUDGET : Verdict.NOT_SHORTER;
    }
}
