package dev.twt.report.figures;

/**
 * Something that the report cannot show.
 *
 * @param what it would have been; of a problem: where it is
 * @param why it is not there, in one line
 */
public record Gap(String what, String why) {}
