package dev.twt.task;

/**
 * A place where a text states an answer.
 *
 * @param kind how
 * @param start where the statement begins ("answer is …")
 * @param from where what it states begins
 * @param to where that ends at the latest
 */
record Statement(Kind kind, int start, int from, int to) {

    enum Kind {
        /** {@code #### 18}. */
        HASHES,
        /** {@code \boxed{18}}. */
        BOXED,
        /** {@code Answer: 18}. */
        LABEL,
        /** {@code The answer is 18}. */
        PHRASE,
        /** {@code There is no correct answer}. */
        DENIAL
    }

    String tail(String text) {
        return text.substring(from, to);
    }
}
