package dev.twt.job;

import dev.twt.config.RehearseConfig;
import dev.twt.model.text.ChatMessage;
import dev.twt.serving.CannedAnswers;
import dev.twt.task.Question;
import dev.twt.task.Tasks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers in the form that each task asks for, without any sense: most to a question agree, as teachers mostly do. */
final class CannedRationales implements CannedAnswers {
    private static final Pattern LABEL = Pattern.compile("(?m)^(\\S{1,3})\\) ");
    private static final List<String> WORDS = List.of("mercury", "yes", "no", "the river", "seven days");
    private static final List<String> SENTENCES = List.of(
            "This is an answer of a rehearsal and nobody thought about it.",
            "The first step takes what the question gives and writes it down.",
            "Two of these numbers belong together, so they are put together.",
            "What is left over goes to the other side.",
            "A look back at the question shows that nothing was forgotten.",
            "The same result comes out by a second way.",
            "Half of it would be too little and twice as much too large.",
            "So only one of the possibilities remains.");
    private static final int NUMBERS = 1000;
    private static final int SHORTEST = 70;
    private static final int SPREAD = 61;

    private final RehearseConfig config;
    private final Map<String, String> tasks = new HashMap<>();

    CannedRationales(RehearseConfig config) {
        this.config = config;
        Tasks.all()
                .forEach(
                        task -> tasks.put(task.teacherPrompt(Question.of(""), 0).system(), task.name()));
    }

    @Override
    public String answer(List<ChatMessage> messages, long draw) {
        String asked = messages.get(messages.size() - 1).content();
        String task = tasks.getOrDefault(messages.get(0).content(), Tasks.TEXT);
        boolean usual = share(draw) >= config.disagreeing();
        return "Reasoning: " + reasoning(draw) + "\nAnswer: " + answer(task, asked, usual) + "\nConfidence: "
                + confidence(draw, usual);
    }

    /** From 0, below 1. */
    private static double share(long draw) {
        return (draw >>> 11) * 0x1.0p-53;
    }

    private String reasoning(long draw) {
        // 70 to 130 percent of the usual length.
        int words = (int) (config.answerTokens() * (SHORTEST + Math.floorMod(draw, SPREAD)) / 100L);
        StringBuilder text = new StringBuilder();
        int written = 0;
        for (int i = 0; written < words; i++) {
            String sentence = SENTENCES.get((int) Math.floorMod((draw >>> 7) + i * 3L, (long) SENTENCES.size()));
            text.append(text.length() == 0 ? "" : " ").append(sentence);
            written += sentence.split(" ").length;
        }
        return text.toString();
    }

    private static String answer(String task, String asked, boolean usual) {
        int choice = Math.floorMod(asked.hashCode(), NUMBERS) + (usual ? 0 : 1);
        return switch (task) {
            case Tasks.MATH -> Integer.toString(choice);
            case Tasks.CHOICE -> of(labels(asked), choice);
            case Tasks.CODE -> "\n```python\ndef solution(*given):\n    return " + choice + "\n```";
            default -> of(WORDS, choice);
        };
    }

    private static String of(List<String> all, int choice) {
        return all.isEmpty() ? "A" : all.get(choice % all.size());
    }

    private static List<String> labels(String asked) {
        List<String> labels = new ArrayList<>();
        Matcher label = LABEL.matcher(asked);
        while (label.find()) {
            labels.add(label.group(1));
        }
        return labels;
    }

    /** The surer, the more likely the usual answer: about half of those pass the paper's threshold. */
    private static String confidence(long draw, boolean usual) {
        long hundredths = usual ? 91 + Math.floorMod(draw >>> 3, 9L) : 50 + Math.floorMod(draw >>> 3, 40L);
        return String.format(Locale.ROOT, "0.%02d", hundredths);
    }
}
