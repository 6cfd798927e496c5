package dev.twt.task;

/** The form a teacher is asked to answer in: three headed parts, short enough for the smallest models to copy. */
final class FixedForm {

    static final String REASONING = "Reasoning: ";
    static final String ANSWER = "Answer: ";
    static final String CONFIDENCE = "Confidence: ";

    private FixedForm() {}

    /** The instruction of a task whose answer fits on a line. */
    static String instruction(String first, String answer) {
        return first + " Reply in exactly this form:\n" + REASONING + "short steps\n" + ANSWER + answer + "\n"
                + CONFIDENCE + "how sure you are that the answer is right, from 0 to 1";
    }

    static String reply(String reasoning, String answer, String confidence) {
        return REASONING + reasoning + "\n" + ANSWER + answer + "\n" + CONFIDENCE + confidence;
    }
}
