package dev.twt.audit;

import java.util.Locale;

/** How much a finding matters, the least first. */
public enum Severity {
    /** To be known; nothing has to be done. */
    NOTE,
    /** The set or its measure may be worth less than it seems. */
    WARNING,
    /** The set or its measure is wrong. */
    ERROR;

    /** As it is printed and written. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
