package dev.twt.teacher;

import dev.twt.config.Problem;

/**
 * What a check saw.
 *
 * @param level how bad it is
 * @param where key, address or thing that was looked at
 * @param what what was seen there, without secrets and without prompts
 * @param fix what to do, in the imperative; empty where all is well
 */
public record Finding(Level level, String where, String what, String fix) {
    /** How bad a finding is. */
    public enum Level {
        OK,
        /** A run is possible, but something of it will be missing or worse than it could be. */
        WARN,
        /** A run would end, or a part of it would fail. */
        FAIL
    }

    public static Finding ok(String where, String what) {
        return new Finding(Level.OK, where, what, "");
    }

    public static Finding warn(String where, String what, String fix) {
        return new Finding(Level.WARN, where, what, fix);
    }

    public static Finding fail(String where, String what, String fix) {
        return new Finding(Level.FAIL, where, what, fix);
    }

    public static Finding fail(Problem problem) {
        return fail(problem.where(), problem.what(), problem.fix());
    }
}
