package dev.twt.distillation.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twt.config.ExportConfig;
import dev.twt.config.UserException;
import dev.twt.dataset.Workspace;
import dev.twt.testing.S3Server;
import dev.twt.testing.SelectionSpark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Exports into an object store that answers over HTTP. */
@ExtendWith(SelectionSpark.class)
class ExportsOnS3IT {
    @TempDir
    static Path folder;

    private static S3Server store;
    private static SparkSession spark;
    private static Workspace workspace;

    @BeforeAll
    static void startStore(SparkSession session) throws Exception {
        spark = session;
        store = S3Server.start(folder);
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        store.hadoop().forEach(hadoop::set);
        workspace =
                Workspace.at(SmallSet.in(folder.resolve("run"), spark).root().toString(), hadoop);
    }

    @AfterAll
    static void stopStore() {
        store.close();
    }

    private static void export(String format, String to) {
        Exports.write(spark, workspace, new ExportConfig(List.of(format), to, "apache-2.0"));
    }

    /** Every object below a place, by its name there. */
    private static Map<String, byte[]> objects(String place) throws IOException {
        var root = new org.apache.hadoop.fs.Path(place);
        FileSystem files = root.getFileSystem(workspace.configuration());
        Map<String, byte[]> objects = new TreeMap<>();
        RemoteIterator<LocatedFileStatus> all = files.listFiles(root, true);
        while (all.hasNext()) {
            var path = all.next().getPath();
            try (var in = files.open(path)) {
                objects.put(path.toString().substring(place.length() + 1), in.readAllBytes());
            }
        }
        return objects;
    }

    private static Map<String, byte[]> local(Path root) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        files.keySet().removeIf(name -> name.endsWith(".crc"));
        return files;
    }

    @Test
    void shouldWriteTheSameObjectsAsOnADisk() throws IOException {
        export(ExportConfig.ALL, store.at("sets"));
        export(ExportConfig.ALL, folder.resolve("disk").toString());

        Map<String, byte[]> there = objects(store.at("sets"));
        Map<String, byte[]> here = local(folder.resolve("disk"));
        assertThat(there.keySet()).isEqualTo(here.keySet()).hasSizeGreaterThan(10);
        there.forEach((name, content) -> {
            // These two name the folder that they lie in.
            if (!name.endsWith("twt-export.json") && !name.endsWith(".yaml")) {
                assertThat(content).as(name).isEqualTo(here.get(name));
            }
        });
        assertThat(spark.read().json(store.at("sets/trl/full/train.jsonl")).count())
                .isEqualTo(SmallSet.TRAIN);
    }

    @Test
    void shouldReplaceAnEarlierExportWhole() throws IOException {
        export("trl", store.at("again"));
        var stale = new org.apache.hadoop.fs.Path(store.at("again/trl/full"), "stale.jsonl");
        FileSystem files = stale.getFileSystem(workspace.configuration());
        files.create(stale).close();
        export("trl", store.at("again"));

        Map<String, byte[]> objects = objects(store.at("again/trl"));
        assertThat(objects).doesNotContainKey("full/stale.jsonl").containsKey("full/train.jsonl");
        assertThat(new String(objects.get("twt-export.json"), StandardCharsets.UTF_8))
                .contains("\"complete\" : true");
    }

    @Test
    void shouldNotTouchWhatItDidNotWrite() throws IOException {
        var foreign = new org.apache.hadoop.fs.Path(store.at("foreign/trl"), "mine.txt");
        FileSystem files = foreign.getFileSystem(workspace.configuration());
        files.create(foreign).close();

        assertThatThrownBy(() -> export("trl", store.at("foreign")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(store.at("foreign/trl"));
        assertThat(files.exists(foreign)).isTrue();
    }
}
