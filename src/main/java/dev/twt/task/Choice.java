package dev.twt.task;

import java.io.Serializable;

/**
 * One option of a multiple-choice question.
 *
 * @param label what names it: A, B, …
 * @param text what it says
 */
public record Choice(String label, String text) implements Serializable {}
