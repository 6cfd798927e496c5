package dev.twt.model.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** The sha256 of a file. */
public final class FileChecksum {
    private static final int BUFFER = 1 << 20;

    private FileChecksum() {}

    /** In lower-case hex. */
    public static String sha256(Path path) {
        ModelFiles.close(ModelFiles.open(path));
        try (InputStream in = Files.newInputStream(path)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw ModelFiles.unreadable(path, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Refuses a file with another sum.
     *
     * @param expected 64 hex digits, upper or lower case
     */
    public static void check(Path path, String expected) {
        String wanted = expected.strip().toLowerCase(Locale.ROOT);
        if (!wanted.matches("[0-9a-f]{64}")) {
            throw new ModelException(
                    path.toString(),
                    "the expected sha256 is not 64 hex digits: " + expected,
                    "Copy the sum that the model's publisher states");
        }
        String actual = sha256(path);
        if (!actual.equals(wanted)) {
            throw new ModelException(
                    path.toString(),
                    "its sha256 is " + actual + " and should be " + wanted,
                    "It is another file or was not fetched completely: fetch it again");
        }
    }
}
