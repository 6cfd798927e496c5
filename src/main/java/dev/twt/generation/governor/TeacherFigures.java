package dev.twt.generation.governor;

/**
 * One teacher at one moment of a run.
 *
 * @param granted requests granted in this run
 * @param inFlight granted and not settled
 * @param throttled requests that the server refused as too many (429)
 * @param spending of this run alone
 */
public record TeacherFigures(long granted, int inFlight, long throttled, SpendingFigures spending) {}
