package dev.twt.generation;

import java.util.List;

/** Told from time to time how far generation has come; called on one thread, must not block. */
@FunctionalInterface
public interface ProgressListener {
    void onProgress(List<GenerationProgress> teachers);
}
