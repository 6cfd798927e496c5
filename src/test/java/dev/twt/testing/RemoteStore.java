package dev.twt.testing;

import java.util.Map;

/** A store for workspaces that is on no disk of the process that uses it. */
public interface RemoteStore extends AutoCloseable {
    /** A place in it. */
    String at(String key);

    /** What Hadoop has to know to find it. */
    Map<String, String> hadoop();

    @Override
    void close();
}
