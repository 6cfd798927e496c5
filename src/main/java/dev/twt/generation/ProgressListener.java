package dev.twt.generation;

import java.util.List;

/** Told from time to time how far generation has come; must not block. */
@FunctionalInterface
public interface ProgressListener {
    void onProgress(List<GenerationProgress> teachers);

    /** Something happened that a user who waits wants to know, in one line. */
    default void onNews(String line) {}
}
