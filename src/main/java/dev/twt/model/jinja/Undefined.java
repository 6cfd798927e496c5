package dev.twt.model.jinja;

/**
 * What a name or key that is not there evaluates to: false, empty and printed as nothing; anything else with it fails.
 *
 * @param hint what was not there, for the error
 */
record Undefined(String hint) {
    JinjaException used() {
        return JinjaException.failed(hint + " is undefined");
    }
}
