package dev.twt.testing;

import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * A store of its own scheme, {@code store://here/folder/file}, on this machine's disk. Files whose names begin with closed
 * may not be read.
 */
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

    @Override
    public FSDataInputStream open(Path file, int bufferSize) throws IOException {
        if (file.getName().startsWith("closed")) {
            throw new AccessDeniedException(file.toString(), null, "Access Denied (Service: S3, Status Code: 403)");
        }
        return super.open(file, bufferSize);
    }
}
