package dev.twt.model.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * All that makes a tokenizer.
 *
 * @param where file or folder, for messages
 * @param json in the form of Hugging Face's tokenizer.json
 * @param vocabularySize one more than the largest id
 * @param specialTexts tokens that are special whether or not {@code json} says so
 * @param beginOfSequence empty unless every prompt begins with it
 * @param endOfAnswer ids that end an answer
 * @param named written forms by name, for example {@code eos_token}
 */
record TokenizerParts(
        String where,
        ObjectNode json,
        int vocabularySize,
        Set<String> specialTexts,
        OptionalInt beginOfSequence,
        Set<Integer> endOfAnswer,
        Map<String, String> named) {}
