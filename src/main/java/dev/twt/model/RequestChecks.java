package dev.twt.model;

import dev.twt.model.file.ModelException;
import dev.twt.model.network.Architecture;

/** What a request must satisfy before it costs anything. */
final class RequestChecks {
    private RequestChecks() {}

    static void check(GenerationRequest request, Architecture architecture) {
        String where = "request " + request.id();
        int prompt = request.prompt().length;
        if (prompt == 0 || request.maxTokens() < 1) {
            throw new IllegalArgumentException(where + " needs a prompt and room for at least one token");
        }
        if ((long) prompt + request.maxTokens() > architecture.context()) {
            throw new ModelException(
                    where,
                    "the prompt of " + prompt + " tokens and an answer of up to " + request.maxTokens()
                            + " do not fit the model's context of " + architecture.context() + " tokens",
                    "Shorten the question, use fewer worked examples, or lower the longest answer");
        }
        if (!(request.temperature() >= 0) || !(request.topP() > 0 && request.topP() <= 1)) {
            throw new IllegalArgumentException(where + " has temperature " + request.temperature() + " and top-p "
                    + request.topP() + "; a temperature is at least 0, top-p in (0, 1]");
        }
        checkVocabulary(where, request.prompt(), architecture);
    }

    static void checkVocabulary(String where, int[] ids, Architecture architecture) {
        for (int id : ids) {
            if (id < 0 || id >= architecture.vocabulary()) {
                throw new IllegalArgumentException(where + " holds the token " + id
                        + ", which is not in a vocabulary of " + architecture.vocabulary());
            }
        }
    }
}
