package dev.twt.model;

import java.util.List;

/** Sequences generated together, one token a step each. Used by one thread. */
public interface GenerationSession extends AutoCloseable {
    /** Slots without a sequence. */
    int free();

    /** Sequences under way. */
    int active();

    /** Puts a sequence into a free slot. Its prompt is read in the next step. */
    void add(GenerationRequest request);

    /** Draws one token for every sequence under way and returns those that ended with it. */
    List<Generation> step();

    @Override
    void close();
}
