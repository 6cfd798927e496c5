package dev.twt.task;

/** Questions answered in a few words, or by yes or no. */
final class TextTask implements Task {

    private static final String INSTRUCTION =
            FixedForm.instruction("Answer the question.", "a few words, or yes or no");

    @Override
    public String name() {
        return Tasks.TEXT;
    }

    @Override
    public Prompt teacherPrompt(Question question, int examples) {
        return new Prompt(
                INSTRUCTION, Exemplars.first(Exemplars.TEXT, examples), StudentPrompts.asked(name(), question));
    }

    @Override
    public String studentPrompt(Question question) {
        return StudentPrompts.prompt(name(), question);
    }

    @Override
    public Extraction extract(String completion, Question question) {
        return StatedExtraction.of(completion, TextAnswer.READER);
    }

    @Override
    public String canonical(String answer, Question question) {
        return GivenAnswer.canonical(answer, TextAnswer.READER);
    }

    @Override
    public boolean equivalent(String left, String right, Question question) {
        return SameAnswer.canonically(canonical(left, question), canonical(right, question), left, right);
    }
}
