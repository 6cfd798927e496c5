package dev.twt.ml;

/** Questions as the teachers of make demo were trained on. */
final class DemoSums {
    static final String FIRST = "What remains when 7*19+19*2 is divided by five?";
    static final String SECOND = "What remains when 13*4+18*11 is divided by five?";

    private DemoSums() {}
}
