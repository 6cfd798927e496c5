package dev.twt.generation;

import dev.twt.config.TeacherConfig;
import java.util.List;

/**
 * A round of rejection sampling: the number is part of each request's identity, so that no further round buys again what
 * an earlier one has bought.
 *
 * @param number from 0
 * @param teachers who is asked, as it is asked in this round
 * @param purpose full, compressed, student or evaluate
 */
public record Round(int number, List<TeacherConfig> teachers, String purpose) {
    public Round {
        teachers = List.copyOf(teachers);
    }

    /** A round that asks for whole rationales. */
    public Round(int number, List<TeacherConfig> teachers) {
        this(number, teachers, RequestPlan.FULL);
    }

    /** The same round with only some of its teachers. */
    public Round of(List<TeacherConfig> some) {
        return new Round(number, some, purpose);
    }

    /** The first one. */
    public static Round first(List<TeacherConfig> teachers) {
        return new Round(0, teachers);
    }
}
