package dev.twt.teacher.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.regex.Pattern;

/** A port that nobody listens at now. Somebody may take it before the server does; that is seen in its last words. */
final class FreePort {
    private static final Pattern TAKEN = Pattern.compile(
            "address (is )?already in use|EADDRINUSE|errno (98|48)\\b|port \\d+ is (already )?in use|couldn't bind",
            Pattern.CASE_INSENSITIVE);

    private FreePort() {}

    static int find() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no port is free on this machine", e);
        }
    }

    /** Whether a server that ended said that its port was taken. */
    static boolean wasTaken(String words) {
        return TAKEN.matcher(words).find();
    }
}
