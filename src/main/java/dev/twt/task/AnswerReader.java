package dev.twt.task;

import java.util.List;

/** How one task reads an answer out of a piece of text. */
interface AnswerReader {

    /** What the task calls an answer, in lower case. */
    List<String> nouns();

    /** Whether a line {@code A: …} states an answer. */
    boolean shortLabel();

    /**
     * Reads what follows a statement.
     *
     * @param tail the text that begins with what is stated and may go on after it
     * @param strict whether only what stands at the very beginning counts
     */
    Reading stated(Statement.Kind kind, String tail, boolean strict);

    /** Reads a text in which nothing was stated in any known form. */
    Reading unstated(String said);

    /** The canonical form of a short answer given by itself, empty if it is none. */
    String alone(String answer);
}
