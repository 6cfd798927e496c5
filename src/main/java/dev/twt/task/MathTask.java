package dev.twt.task;

/** Questions whose answer is a number. */
final class MathTask implements Task {

    private static final String INSTRUCTION = FixedForm.instruction("Solve the problem.", "the number only");

    @Override
    public String name() {
        return Tasks.MATH;
    }

    @Override
    public Prompt teacherPrompt(Question question, int examples) {
        return new Prompt(
                INSTRUCTION, Exemplars.first(Exemplars.MATH, examples), StudentPrompts.asked(name(), question));
    }

    @Override
    public String studentPrompt(Question question) {
        return StudentPrompts.prompt(name(), question);
    }

    @Override
    public Extraction extract(String completion, Question question) {
        return StatedExtraction.of(completion, MathAnswer.READER);
    }

    @Override
    public String canonical(String answer, Question question) {
        return GivenAnswer.canonical(answer, MathAnswer.READER);
    }

    @Override
    public boolean equivalent(String left, String right, Question question) {
        String leftNumber = canonical(left, question);
        String rightNumber = canonical(right, question);
        return SameAnswer.canonically(leftNumber, rightNumber, left, right) || Rounded.same(leftNumber, rightNumber);
    }
}
