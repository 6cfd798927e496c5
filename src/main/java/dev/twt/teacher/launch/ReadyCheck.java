package dev.twt.teacher.launch;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;

/** Asks a server on this machine whether it is ready. */
final class ReadyCheck {
    static final int NO_ANSWER = -1;
    private static final int PATIENCE_MILLIS = 5000;

    private ReadyCheck() {}

    /** The status of its answer, or {@link #NO_ANSWER}. */
    static int status(URI address) {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            try {
                return connection.getResponseCode();
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return NO_ANSWER;
        }
    }
}
