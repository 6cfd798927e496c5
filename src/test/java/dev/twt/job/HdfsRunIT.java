package dev.twt.job;

import dev.twt.testing.HdfsServer;
import dev.twt.testing.RemoteStore;
import java.nio.file.Path;

/** In HDFS. */
class HdfsRunIT extends RemoteRun {
    @Override
    RemoteStore open(Path folder) throws Exception {
        return HdfsServer.start(folder);
    }
}
