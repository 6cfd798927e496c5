package dev.twt.model;

import dev.twt.model.file.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** Whether a file is the one that was meant. */
final class Checksum {
    private static final int BUFFER = 1 << 20;

    private Checksum() {}

    /** @param expected sha256 in hex, or empty for none */
    static void check(Path file, String expected) {
        if (expected == null || expected.isBlank()) {
            return;
        }
        if (Files.isDirectory(file)) {
            throw new ModelException(
                    file.toString(), "a checksum is given but this is a folder", "Give checksums for GGUF files only");
        }
        String wanted = expected.strip().toLowerCase(Locale.ROOT);
        String found = sha256(file);
        if (!found.equals(wanted)) {
            throw new ModelException(
                    file.toString(),
                    "its sha256 is " + found + " where " + wanted + " is expected",
                    "Fetch the file again, or correct the expected sum if you mean this file");
        }
    }

    private static String sha256(Path file) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER];
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                while (in.read(buffer) >= 0) {
                    // reading feeds the digest
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new ModelException(file.toString(), "it can't be read: " + e.getMessage(), "Check the file", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
