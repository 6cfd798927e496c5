package dev.twt.serving;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The key clients have to send; there may be none. */
final class ApiKey {
    private static final String SCHEME = "Bearer ";

    private final byte[] key;

    ApiKey(String key) {
        this.key = key.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * @param authorization the header's value, or null
     * @throws ApiException 401
     */
    void check(String authorization) {
        if (key.length == 0) {
            return;
        }
        boolean bearer = authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        byte[] sent = (bearer ? authorization.substring(SCHEME.length()).strip() : "").getBytes(StandardCharsets.UTF_8);
        // In constant time: how long a comparison takes would tell how much of a guess is right.
        if (!MessageDigest.isEqual(key, sent)) {
            throw ApiException.wrongKey();
        }
    }
}
