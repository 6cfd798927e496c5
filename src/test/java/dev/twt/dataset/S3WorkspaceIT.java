package dev.twt.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.config.ConfigPlace;
import dev.twt.config.RunConfigs;
import dev.twt.config.UserException;
import dev.twt.testing.S3Server;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workspace in an object store that answers over HTTP. */
class S3WorkspaceIT {
    @TempDir
    static Path folder;

    private static S3Server store;

    @BeforeAll
    static void startStore() throws Exception {
        store = S3Server.start(folder);
    }

    @AfterAll
    static void stopStore() {
        store.close();
    }

    private static Workspace workspace(String name) {
        Configuration hadoop = new Configuration();
        store.hadoop().forEach(hadoop::set);
        hadoop.set("twt.lock.beat", "2s");
        return Workspace.at(store.at(name), hadoop);
    }

    @Test
    void shouldBeProbedWithoutATrace() throws Exception {
        Workspace workspace = workspace("probed/deep");
        new WorkspaceProbe(workspace).tryWriting();

        assertThat(new WorkspaceProbe(workspace).freeBytes()).isEmpty();
        org.apache.hadoop.fs.Path root = new org.apache.hadoop.fs.Path(store.at("probed"));
        assertThat(root.getFileSystem(workspace.configuration()).exists(root)).isFalse();
    }

    @Test
    void shouldKeepSmallTexts() throws Exception {
        Workspace workspace = workspace("texts");
        workspace.prepare(0);
        workspace.writeText("card.md", "old");
        workspace.writeText("card.md", "new");

        org.apache.hadoop.fs.Path card = new org.apache.hadoop.fs.Path(workspace.root(), "card.md");
        assertThat(StoragePaths.text(card, workspace.configuration())).contains("new");
        assertThat(StoragePaths.files(card.getParent(), ".md", workspace.configuration()))
                .extracting(file -> file.getPath().getName())
                .isEqualTo(List.of("card.md"));
    }

    @Test
    void shouldHoldConfigurations() {
        Workspace workspace = workspace("configs");
        workspace.writeText("run.conf", "workspace = ws\nquestions = q.jsonl\ninclude required(\"more.conf\")\n");
        workspace.writeText("more.conf", "seed = 11");
        HadoopFiles files = new HadoopFiles(workspace.configuration());

        assertThat(RunConfigs.read(new ConfigPlace(store.at("configs/run.conf"), files::read), Map.of())
                        .seed())
                .isEqualTo(11);
        assertThat(files.read(store.at("configs/nope.conf"))).isEmpty();
        assertThatThrownBy(() -> files.read("s3a://no-such-bucket-here/run.conf"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("no-such-bucket-here");
    }

    @Test
    void shouldKeepASecondRunOutAndLetItInAfterwards() {
        Workspace workspace = workspace("locked");
        workspace.prepare(0);
        try (WorkspaceLock held = WorkspaceLock.take(workspace, () -> {})) {
            assertThat(held.lost()).isFalse();
            assertThatThrownBy(() -> WorkspaceLock.take(workspace, () -> {}))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("another run is at work in this workspace: process ");
            assertThatThrownBy(() -> WorkspaceLock.requireFree(workspace)).isInstanceOf(UserException.class);
        }
        WorkspaceLock.requireFree(workspace);
        WorkspaceLock.take(workspace, () -> {}).close();
    }
}
