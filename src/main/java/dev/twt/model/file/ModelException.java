package dev.twt.model.file;

/** A model file, tokenizer or template that cannot be used, in words for the user: where, what, and what to do. */
public final class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String where;
    private final String what;
    private final String fix;

    public ModelException(String where, String what, String fix) {
        this(where, what, fix, null);
    }

    public ModelException(String where, String what, String fix, Throwable cause) {
        super(where + ": " + what + ". " + fix, cause);
        this.where = where;
        this.what = what;
        this.fix = fix;
    }

    public String where() {
        return where;
    }

    public String what() {
        return what;
    }

    public String fix() {
        return fix;
    }
}
