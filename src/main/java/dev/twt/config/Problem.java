package dev.twt.config;

import java.io.Serializable;
import java.util.Objects;

/**
 * One thing the user has to mend: where it is, what is wrong and what to do about it.
 *
 * @param where file and line, key, folder or row: the place to look at
 * @param what what is wrong there, with the offending value
 * @param fix what to do, in the imperative
 */
public record Problem(String where, String what, String fix) implements Serializable {
    public Problem {
        Objects.requireNonNull(where, "where");
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(fix, "fix");
    }
}
