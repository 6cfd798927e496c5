package dev.twt.task;

/**
 * A worked example.
 *
 * @param user the question as the prompt writes it
 * @param assistant reasoning, answer and confidence in the fixed form
 */
public record Exemplar(String user, String assistant) {}
