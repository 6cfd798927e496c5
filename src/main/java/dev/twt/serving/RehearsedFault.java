package dev.twt.serving;

/** What a {@link RehearsalServer} does to a request in place of a plain good answer. */
public enum RehearsedFault {
    THROTTLED("429"),
    FAILING("5xx"),
    CUT("cut"),
    SLOW("slow"),
    REFUSED("refused"),
    TRUNCATED("truncated"),
    WITHOUT_USAGE("no usage");

    private final String words;

    RehearsedFault(String words) {
        this.words = words;
    }

    /** For tables. */
    public String words() {
        return words;
    }
}
