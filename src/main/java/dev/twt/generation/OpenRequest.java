package dev.twt.generation;

import java.io.Serializable;

/**
 * A request that is to be sent.
 *
 * @param teacher place of its teacher in the config
 */
record OpenRequest(int teacher, PlannedRequest request) implements Serializable {}
