package dev.twt.task;

/** An answer that stands in a field of its own: a gold answer, or one that was imported. */
final class GivenAnswer {

    private GivenAnswer() {}

    /** A short text is the answer; one that is long or carries a mark ({@code ####}, a box) states it somewhere. */
    static String canonical(String answer, AnswerReader reader) {
        String text = answer == null ? "" : answer.strip();
        if (text.isEmpty()) {
            return "";
        }
        boolean marked = text.contains("####") || text.contains("\\boxed");
        if (!marked && text.length() <= Statements.LONGEST_TAIL) {
            String alone = reader.alone(text);
            if (!alone.isEmpty()) {
                return alone;
            }
        }
        return FoundAnswer.in(Reply.of(text).said(), reader).answer();
    }
}
