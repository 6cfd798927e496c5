package dev.twt.training.loop;

/**
 * All that soft targets depend on.
 *
 * @param student whose reasoning they follow
 * @param examples sha256 of the set
 * @param settings how it was asked and what was written down
 */
record SoftTargetOrigin(String student, String examples, String settings) {}
