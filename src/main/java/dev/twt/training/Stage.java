package dev.twt.training;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One stage with its examples, as JSON lines in TRL's conversational prompt and completion form.
 *
 * @param name full, compressed or free; the method and a set where the method is another than ours
 * @param number its place among the student's stages, from 1
 * @param train examples to train on
 * @param heldOut examples of questions that no student trains on, if there are any
 * @param trainRows number of examples
 * @param heldOutRows number of examples
 */
public record Stage(String name, int number, Path train, Optional<Path> heldOut, long trainRows, long heldOutRows) {}
