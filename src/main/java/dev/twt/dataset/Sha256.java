package dev.twt.dataset;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Identities made of content. */
public final class Sha256 {
    private Sha256() {}

    /** Sum of the UTF-8 bytes in lower-case hex, 64 characters. */
    public static String hex(String text) {
        return HexFormat.of().formatHex(bytes(text));
    }

    /** Sum of the UTF-8 bytes, 32 bytes. */
    public static byte[] bytes(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
