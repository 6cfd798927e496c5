package dev.twt.testing;

import java.net.URI;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** A store of its own scheme, {@code store://here/folder/file}, on this machine's disk. */
public final class LocalStore extends RawLocalFileSystem {
    /** The setting that makes it known to Hadoop. */
    public static final String SETTING = "fs.store.impl";

    @Override
    public URI getUri() {
        return URI.create("store://here/");
    }

    @Override
    public String getScheme() {
        return "store";
    }
}
