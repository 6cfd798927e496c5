package dev.twt.toy;

import dev.twt.model.CausalLm;
import dev.twt.model.CausalLms;
import dev.twt.model.Generation;
import dev.twt.model.GenerationRequest;
import dev.twt.model.GenerationSession;
import dev.twt.model.ModelSpec;
import dev.twt.model.PromptPrefix;
import dev.twt.model.text.ChatEncoder;
import dev.twt.model.text.ChatMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Asks a model many questions.
 *
 * @param temperature 0: what is most probable
 * @param seed of the draws
 */
record Asking(double temperature, long seed) {
    private static final int SLOTS = 64;
    private static final int LONGEST = 100;

    /**
     * An answer a conversation, in their order.
     *
     * @param model a Hugging Face folder
     */
    List<Generation> answers(Path model, List<List<ChatMessage>> conversations) {
        List<Generation> answers = new ArrayList<>(Collections.nCopies(conversations.size(), null));
        try (CausalLm lm = CausalLms.load(new ModelSpec(model, "", "float32", null));
                GenerationSession session = lm.newSession(SLOTS)) {
            ChatEncoder encoder = new ChatEncoder(lm.tokenizer(), lm.chatTemplate());
            PromptPrefix prefix = PromptPrefix.of(model);
            int next = 0;
            while (next < conversations.size() || session.active() > 0) {
                for (; next < conversations.size() && session.free() > 0; next++) {
                    session.add(request(next, encoder.prompt(prefix.before(conversations.get(next)), Map.of())));
                }
                session.step().forEach(done -> answers.set(Integer.parseInt(done.id()), done));
            }
        }
        return answers;
    }

    private GenerationRequest request(int place, int[] prompt) {
        return new GenerationRequest(
                String.valueOf(place), prompt, temperature, 1, LONGEST, seed * 31 + place, List.of());
    }
}
