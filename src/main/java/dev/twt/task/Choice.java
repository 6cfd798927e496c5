package dev.twt.task;

/**
 * One option of a multiple-choice question.
 *
 * @param label what names it: A, B, …
 * @param text what it says
 */
public record Choice(String label, String text) {}
