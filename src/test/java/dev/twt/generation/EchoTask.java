package dev.twt.generation;

import dev.twt.task.Exemplar;
import dev.twt.task.Extraction;
import dev.twt.task.Prompt;
import dev.twt.task.Question;
import dev.twt.task.Task;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A kind of question for tests: the answer is what follows "Answer:", the confidence what follows "Confidence:". */
final class EchoTask implements Task {
    static Task named(String name) {
        return new EchoTask();
    }

    @Override
    public String name() {
        return "text";
    }

    @Override
    public Prompt teacherPrompt(Question question, int examples) {
        List<Exemplar> worked = List.of(new Exemplar("Example?", "Answer: yes"));
        return new Prompt("Think.", worked.subList(0, Math.min(examples, 1)), question.text());
    }

    @Override
    public String studentPrompt(Question question) {
        return question.text();
    }

    @Override
    public Extraction extract(String completion, Question question) {
        if (completion.contains("fault")) {
            throw new IllegalStateException("a task that breaks");
        }
        String rationale = completion.replaceAll("(?s)\\s*Answer:.*", "");
        String answer = completion.contains("Answer:") ? completion.replaceAll("(?s).*Answer: *(\\S+).*", "$1") : "";
        OptionalDouble confidence = completion.contains("Confidence:")
                ? OptionalDouble.of(Double.parseDouble(completion.replaceAll("(?s).*Confidence: *(\\S+).*", "$1")))
                : OptionalDouble.empty();
        return new Extraction(rationale, answer, confidence, Optional.empty());
    }

    @Override
    public String canonical(String answer, Question question) {
        return answer.strip().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public boolean equivalent(String left, String right, Question question) {
        return left.equals(right);
    }
}
