package dev.twt.dataset;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
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

    /** Sum of a file's bytes in lower-case hex, 64 characters. */
    public static String hex(Path file) throws IOException {
        MessageDigest digest = digest();
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Sum of the UTF-8 bytes, 32 bytes. */
    public static byte[] bytes(String text) {
        return digest().digest(text.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
