package dev.twt.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twt.testing.RemoteStore;
import dev.twt.testing.S3Server;
import dev.twt.testing.TroubledProxy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** In an object store behind a connection that fails, is slow and breaks. */
class TroubledS3RunIT extends RemoteRun {
    private TroubledProxy proxy;

    @Override
    RemoteStore open(Path folder) throws Exception {
        S3Server server = S3Server.start(folder);
        proxy = new TroubledProxy(server.port(), 1);
        return new RemoteStore() {
            @Override
            public String at(String key) {
                return server.at(key);
            }

            @Override
            public Map<String, String> hadoop() {
                Map<String, String> keys = new HashMap<>(server.hadoop());
                keys.put("fs.s3a.endpoint", "http://127.0.0.1:" + proxy.port());
                return keys;
            }

            @Override
            public void close() {
                proxy.close();
                server.close();
            }
        };
    }

    @AfterEach
    void shouldHaveBeenTrouble() {
        assertThat(proxy.refused()).as("answered with 500 or 503").isPositive();
        assertThat(proxy.late()).as("late").isPositive();
        assertThat(proxy.reset()).as("connections reset").isPositive();
    }
}
