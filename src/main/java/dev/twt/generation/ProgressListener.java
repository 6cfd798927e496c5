package dev.twt.generation;

import java.util.List;

/** Told from time to time how far generation has come; must not block. */
@FunctionalInterface
public interface ProgressListener {
    /**
     * How far each has come.
     *
     * @param teachers one a teacher
     */
    void onProgress(List<GenerationProgress> teachers);

    /**
     * Something happened that a user who waits wants to know.
     *
     * @param line one line
     */
    default void onNews(String line) {}
}
