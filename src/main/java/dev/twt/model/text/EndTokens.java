package dev.twt.model.text;

import java.util.Set;

/** Tokens known by their written form to end an answer or a turn. */
final class EndTokens {
    /** Of the model families in use; the same ones as llama.cpp looks for. */
    static final Set<String> TEXTS = Set.of(
            "<|im_end|>",
            "<end_of_turn>",
            "<|eot_id|>",
            "<|eom_id|>",
            "<|end|>",
            "<|endoftext|>",
            "<|end_of_text|>",
            "<end_of_utterance>",
            "<|END_OF_TURN_TOKEN|>",
            "<｜end▁of▁sentence｜>",
            "<EOT>",
            "<|EOT|>");

    private EndTokens() {}
}
