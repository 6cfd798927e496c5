package dev.twt.config;

import java.util.regex.Pattern;

/** What must not be written down: values of keys that name a secret, and passwords inside addresses. */
final class Secrets {
    static final String HIDDEN = "(redacted)";

    /** A word of the key ends so: api-key, fs.s3a.secret.key, keyPassword; not max-tokens, not tokenizer. */
    private static final Pattern SECRET_WORD = Pattern.compile(
            "(key|token|secret|password|passwd|passphrase|credentials?)(?![a-z])", Pattern.CASE_INSENSITIVE);

    private static final Pattern CAMEL = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final Pattern USER_INFO = Pattern.compile("(://)[^/@\\s]+(@)");

    private Secrets() {}

    static boolean isSecret(String key) {
        return SECRET_WORD.matcher(CAMEL.matcher(key).replaceAll("-")).find();
    }

    /** The text without user and password of addresses in it. */
    static String withoutUserInfo(String text) {
        return USER_INFO.matcher(text).replaceAll("$1" + HIDDEN + "$2");
    }
}
