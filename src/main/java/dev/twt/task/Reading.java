package dev.twt.task;

/** What a piece of text says as an answer. */
sealed interface Reading {

    /**
     * One answer.
     *
     * @param canonical its canonical form, not empty
     */
    record Value(String canonical) implements Reading {}

    /** No answer here: look elsewhere. */
    record Nothing() implements Reading {}

    /** More than one answer, or a range: the question stays unanswered. */
    record Several() implements Reading {}

    Reading NOTHING = new Nothing();
    Reading SEVERAL = new Several();

    static Reading of(String canonical) {
        return canonical.isEmpty() ? NOTHING : new Value(canonical);
    }
}
