package dev.twt.toy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twt.model.text.ChatMessage;
import dev.twt.task.Prompt;
import dev.twt.task.RewritePrompts;
import dev.twt.task.StudentPrompts;
import dev.twt.task.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What a teacher learns to answer: a conversation, and what to say in it.
 *
 * @param id of its question
 * @param messages as a teacher is sent them
 * @param reply to be learned
 */
record Lesson(String id, List<ChatMessage> messages, String reply) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String USER = "user";

    Lesson {
        messages = List.copyOf(messages);
    }

    /** A teacher's question, as every teacher of this project is asked it. */
    static List<ChatMessage> asked(Chain chain) {
        Prompt prompt = Tasks.named(Tasks.MATH).teacherPrompt(chain.question(), 0);
        return List.of(new ChatMessage("system", prompt.system()), new ChatMessage(USER, prompt.user()));
    }

    /** Steps and answer in the form that teachers are asked for, without a confidence. */
    static Lesson answer(Chain chain) {
        return new Lesson(
                chain.terms(), asked(chain), "Reasoning: " + chain.rationale() + "\nAnswer: " + chain.answer());
    }

    /** What a teacher wrote itself, with a confidence behind it. */
    static Lesson confidence(Chain chain, String written, String confidence) {
        return new Lesson(chain.terms(), asked(chain), written + "\nConfidence: " + confidence);
    }

    /**
     * Steps made shorter: the first ones left out until the rest fits the budget, for a student that may have been right
     * by itself or may not.
     */
    static Lesson rewrite(Chain chain, RandomGenerator random) {
        int steps = chain.operations().size();
        int kept = steps == 1 ? 1 : 1 + random.nextInt(steps - 1);
        int budget = tokens(kept) + random.nextInt(tokens(kept + 1) - tokens(kept));
        boolean right = random.nextInt(4) > 0;
        String answer = right ? chain.answer() : String.valueOf(random.nextInt(10));
        return new Lesson(
                chain.terms(),
                List.of(new ChatMessage(USER, rewritePrompt(chain, budget, answer))),
                StudentPrompts.completion(Tasks.MATH, chain.rationale(kept), chain.answer()));
    }

    /** @param tried the student's answer */
    static String rewritePrompt(Chain chain, int budget, String tried) {
        int steps = chain.operations().size();
        return RewritePrompts.of(
                Tasks.MATH,
                new RewritePrompts.Order(
                        chain.question(),
                        chain.rationale(),
                        chain.answer(),
                        StudentPrompts.completion(Tasks.MATH, chain.rationale(), tried),
                        tried.equals(chain.answer()),
                        Math.max(5, steps * budget / tokens(steps)),
                        budget,
                        ""));
    }

    /** About what so many steps count in the ledger: half their characters, see compress. */
    private static int tokens(int steps) {
        return (7 * steps - 1 + 1) / 2;
    }

    /** A line of a training file. */
    String json() {
        ObjectNode row = JSON.createObjectNode();
        row.put("question_id", id);
        ArrayNode prompt = row.putArray("prompt");
        messages.forEach(message -> add(prompt, message.role(), message.content()));
        add(row.putArray("completion"), "assistant", reply);
        try {
            return JSON.writeValueAsString(row);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(ArrayNode messages, String role, String content) {
        messages.addObject().put("role", role).put("content", content);
    }

    /** Everything that is ever said in this world, but for the numbers. */
    static List<String> phrases() {
        Chain chain = new Chain(1, List.of(new Operation('+', 2), new Operation('*', 3)));
        List<String> texts = new ArrayList<>();
        for (Lesson lesson :
                List.of(answer(chain), confidence(chain, answer(chain).reply(), "0.95"))) {
            lesson.messages().forEach(message -> texts.add(message.content()));
            texts.add(lesson.reply());
        }
        texts.add(rewritePrompt(chain, 3, chain.answer()));
        texts.add(rewritePrompt(chain, 3, "8"));
        texts.add(Tasks.named(Tasks.MATH).studentPrompt(chain.question()));
        texts.add(StudentPrompts.completion(Tasks.MATH, chain.rationale(), chain.answer()));
        return texts;
    }
}
