package dev.twt.teacher;

import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLHandshakeException;

/** What it means that a request got no answer at all. */
final class SendFault {
    private SendFault() {}

    /**
     * How the request ended.
     *
     * @param fault what the client reported, or something that caused it
     * @param shown makes a fault's words fit to be shown
     */
    static Outcome outcome(Throwable fault, URI uri, UnaryOperator<String> shown) {
        String server = uri.getScheme() + "://" + uri.getAuthority();
        if (has(fault, CertificateException.class)) {
            return new Outcome.Failed(
                    "the certificate of " + server
                            + " is not trusted: name a trust store that holds its issuer in javax.net.ssl.trustStore",
                    1);
        }
        if (has(fault, UnresolvedAddressException.class) || has(fault, UnknownHostException.class)) {
            return unsent("no machine is known under the name " + uri.getHost());
        }
        if (has(fault, HttpConnectTimeoutException.class)) {
            return unsent(server + " took no connection in time");
        }
        if (has(fault, ConnectException.class) || has(fault, SSLHandshakeException.class)) {
            return unsent("no connection to " + server + " (" + shown.apply(words(fault)) + ")");
        }
        return new Outcome.Retry(
                "the connection to " + server + " broke (" + shown.apply(words(fault)) + ")", null, true, false);
    }

    private static Outcome unsent(String error) {
        return new Outcome.Retry(error, null, false, false);
    }

    private static boolean has(Throwable fault, Class<? extends Throwable> kind) {
        for (Throwable t = fault; t != null; t = t.getCause()) {
            if (kind.isInstance(t)) {
                return true;
            }
        }
        return false;
    }

    private static String words(Throwable fault) {
        Throwable first = fault;
        while (first.getCause() != null && first.getMessage() == null) {
            first = first.getCause();
        }
        return first.getMessage() == null ? first.getClass().getSimpleName() : first.getMessage();
    }
}
