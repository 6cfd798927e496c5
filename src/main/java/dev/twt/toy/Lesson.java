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
    static List<ChatMessage> asked(Sum sum) {
        Prompt prompt = Tasks.named(Tasks.MATH).teacherPrompt(sum.question(), 0);
        return List.of(new ChatMessage("system", prompt.system()), new ChatMessage(USER, prompt.user()));
    }

    /** Steps and answer in the form that teachers are asked for, without a confidence. */
    static Lesson answer(Sum sum) {
        return new Lesson(sum.terms(), asked(sum), "Reasoning: " + sum.rationale() + "\nAnswer: " + sum.answer());
    }

    /** What a teacher wrote itself, with a confidence behind it. */
    static Lesson confidence(Sum sum, String written, String confidence) {
        return new Lesson(sum.terms(), asked(sum), written + "\nConfidence: " + confidence);
    }

    /**
     * Steps made shorter: the first ones left out until the rest fits the budget, for a student that may have been right
     * by itself or may not.
     */
    static Lesson rewrite(Sum sum, RandomGenerator random) {
        int steps = sum.steps().size();
        int kept = steps == 1 ? 1 : 1 + random.nextInt(steps - 1);
        int least = tokens(sum.rationale(kept));
        int budget = steps == 1 ? least : random.nextInt(least, tokens(sum.rationale(kept + 1)));
        boolean right = random.nextInt(4) > 0;
        String answer = right ? sum.answer() : String.valueOf(random.nextInt(Product.DIVISOR));
        return new Lesson(
                sum.terms(),
                List.of(new ChatMessage(USER, rewritePrompt(sum, budget, answer))),
                StudentPrompts.completion(Tasks.MATH, sum.rationale(kept), sum.answer()));
    }

    /** @param tried the student's answer */
    static String rewritePrompt(Sum sum, int budget, String tried) {
        int steps = sum.steps().size();
        return RewritePrompts.of(
                Tasks.MATH,
                new RewritePrompts.Order(
                        sum.question(),
                        sum.rationale(),
                        sum.answer(),
                        StudentPrompts.completion(Tasks.MATH, sum.rationale(), tried),
                        tried.equals(sum.answer()),
                        Math.max(5, steps * budget / tokens(sum.rationale())),
                        budget,
                        ""));
    }

    /** About what a rationale counts in the ledger: half its characters, see compress. */
    private static int tokens(String rationale) {
        return (rationale.length() + 1) / 2;
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
        Sum sum = new Sum(List.of(new Product(17, 6), new Product(12, 9)));
        List<String> texts = new ArrayList<>();
        for (Lesson lesson : List.of(answer(sum), confidence(sum, answer(sum).reply(), "0.95"))) {
            lesson.messages().forEach(message -> texts.add(message.content()));
            texts.add(lesson.reply());
        }
        texts.add(rewritePrompt(sum, 3, sum.answer()));
        texts.add(rewritePrompt(sum, 3, "1"));
        texts.add(Tasks.named(Tasks.MATH).studentPrompt(sum.question()));
        texts.add(StudentPrompts.completion(Tasks.MATH, sum.rationale(), sum.answer()));
        return texts;
    }
}
