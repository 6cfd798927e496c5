package dev.twt.task;

/** Multiple choice; an answer is the choice's label. */
final class ChoiceTask implements Task {

    private static final String INSTRUCTION = FixedForm.instruction("Choose the best option.", "the letter only");

    @Override
    public String name() {
        return Tasks.CHOICE;
    }

    @Override
    public Prompt teacherPrompt(Question question, int examples) {
        return new Prompt(
                INSTRUCTION, Exemplars.first(Exemplars.CHOICE, examples), StudentPrompts.asked(name(), question));
    }

    @Override
    public String studentPrompt(Question question) {
        return StudentPrompts.prompt(name(), question);
    }

    @Override
    public Extraction extract(String completion, Question question) {
        return StatedExtraction.of(completion, new ChoiceAnswer(question.choices()));
    }

    @Override
    public String canonical(String answer, Question question) {
        return GivenAnswer.canonical(answer, new ChoiceAnswer(question.choices()));
    }

    @Override
    public boolean equivalent(String left, String right, Question question) {
        return SameAnswer.canonically(canonical(left, question), canonical(right, question), left, right);
    }
}
