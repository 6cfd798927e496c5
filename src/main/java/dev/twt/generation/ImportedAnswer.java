package dev.twt.generation;

/**
 * One answer of an imported row.
 *
 * @param index place in its row, from 0
 * @param questionId the question it names, or null
 * @param question text of the question in the row, or null
 * @param text what the teacher wrote
 * @param rationale mapped rationale, or null
 * @param answer mapped answer, or null
 * @param confidence stated confidence, or null
 * @param logprobs of the tokens, or null
 * @param tokenTexts what each of those tokens adds to the text, or null
 * @param promptTokens or null
 * @param completionTokens or null
 * @param finishReason or null
 * @param model named by the row, or null
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only carried to a row, which takes an array
record ImportedAnswer(
        int index,
        String questionId,
        String question,
        String text,
        String rationale,
        String answer,
        Double confidence,
        float[] logprobs,
        String[] tokenTexts,
        Integer promptTokens,
        Integer completionTokens,
        String finishReason,
        String model) {}
