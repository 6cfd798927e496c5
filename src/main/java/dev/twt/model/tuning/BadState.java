package dev.twt.model.tuning;

import java.nio.file.Path;

/** A saved state of training that cannot be gone on from, in words for the user. */
public final class BadState extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadState(Path file, String what, Throwable cause) {
        super(file + ": " + what + ". Take a state that this training saved, or start it afresh", cause);
    }
}
