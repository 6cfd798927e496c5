package dev.twt.task;

import java.util.Optional;
import java.util.OptionalDouble;

/** Questions whose answer is a Python program; whether it is right is for its tests to say. */
final class CodeTask implements Task {

    private static final String INSTRUCTION =
            FixedForm.instruction("Write a Python program.", "\n```python\nthe whole program\n```");

    @Override
    public String name() {
        return Tasks.CODE;
    }

    @Override
    public Prompt teacherPrompt(Question question, int examples) {
        return new Prompt(
                INSTRUCTION, Exemplars.first(Exemplars.CODE, examples), StudentPrompts.asked(name(), question));
    }

    @Override
    public String studentPrompt(Question question) {
        return StudentPrompts.prompt(name(), question);
    }

    @Override
    public Extraction extract(String completion, Question question) {
        Reply reply = Reply.of(completion);
        Optional<Program> program = Program.in(reply.said());
        String words = program.map(p -> reply.said().substring(0, p.start()) + "\n" + after(reply.said(), p.end()))
                .orElse(reply.said());
        Optional<StatedConfidence> confidence = StatedConfidence.last(words);
        return new Extraction(
                Rationale.ofWords(words, reply.thinking(), confidence),
                program.map(Program::text).orElse(""),
                confidence.map(StatedConfidence::value).orElse(OptionalDouble.empty()),
                program.filter(p -> p.start() < p.end())
                        .map(p -> reply.inCompletion(new TextSpan(p.start(), p.end()), completion)));
    }

    private static String after(String said, int end) {
        return said.substring(Math.min(said.length(), end));
    }

    /** A program given by itself is the answer; one inside a completion is taken out of its fence. */
    @Override
    public String canonical(String answer, Question question) {
        if (answer == null || answer.isBlank()) {
            return "";
        }
        return Program.fencedIn(answer)
                ? Program.in(Reply.of(answer).said()).map(Program::text).orElse("")
                : Program.canonical(answer);
    }

    @Override
    public boolean equivalent(String left, String right, Question question) {
        return SameAnswer.canonically(canonical(left, question), canonical(right, question), left, right);
    }
}
