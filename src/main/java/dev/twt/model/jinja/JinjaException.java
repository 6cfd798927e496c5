package dev.twt.model.jinja;

/** What went wrong in a template: the line is filled in by the statement it happened in. */
final class JinjaException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int UNKNOWN_LINE = 0;

    enum Kind {
        /** The template is not valid Jinja, or uses what is not supported here. */
        REFUSED,
        /** Jinja2 would stop with an error as well. */
        FAILED,
        /** The template itself refused by {@code raise_exception}. */
        RAISED
    }

    private final Kind kind;
    private final int line;

    private JinjaException(Kind kind, int line, String message) {
        super(message, null, false, false);
        this.kind = kind;
        this.line = line;
    }

    static JinjaException refused(int line, String message) {
        return new JinjaException(Kind.REFUSED, line, message);
    }

    static JinjaException failed(String message) {
        return new JinjaException(Kind.FAILED, UNKNOWN_LINE, message);
    }

    static JinjaException raised(String message) {
        return new JinjaException(Kind.RAISED, UNKNOWN_LINE, message);
    }

    JinjaException at(int lineOfStatement) {
        return line == UNKNOWN_LINE ? new JinjaException(kind, lineOfStatement, getMessage()) : this;
    }

    Kind kind() {
        return kind;
    }

    int line() {
        return line;
    }
}
