package dev.twt.teacher.launch;

import java.net.URI;

/** Where a launched server stands. */
public sealed interface ServerState {
    /**
     * It is not ready yet.
     *
     * @param doing what it waits for, one line
     */
    record Starting(String doing) implements ServerState {}

    /**
     * It takes requests.
     *
     * @param address of the server, without a path
     */
    record Ready(URI address) implements ServerState {}

    /**
     * It will not be started again.
     *
     * @param reason why, with the server's last lines
     */
    record Lost(String reason) implements ServerState {}
}
