package dev.twt.job;

import dev.twt.testing.RemoteStore;
import dev.twt.testing.S3Server;
import java.nio.file.Path;

/** In an object store. */
class S3RunIT extends RemoteRun {
    @Override
    RemoteStore open(Path folder) throws Exception {
        return S3Server.start(folder);
    }
}
