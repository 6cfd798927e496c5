package dev.twt.teacher.launch;

import dev.twt.config.TeacherConfig;

/** Fills in what a command leaves open: {@code {port}}, {@code {host}}, {@code {model}} and {@code {gpus}}. */
record Placeholders(TeacherConfig teacher, int port) {
    /** Servers are asked from their own machine alone. */
    static final String HOST = "127.0.0.1";

    String in(String text) {
        return text.replace("{port}", Integer.toString(port))
                .replace("{host}", HOST)
                .replace("{gpus}", Integer.toString(teacher.launch().gpus()))
                .replace("{model}", teacher.model());
    }
}
