package dev.twt.generation;

import dev.twt.dataset.ResponseColumns;
import dev.twt.dataset.StoragePaths;
import dev.twt.dataset.Workspace;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.spark.sql.Row;

/**
 * Segments of the ledger: small Parquet files that appear whole or not at all. Written under {@code _tmp} and renamed,
 * or, on object stores, in place, where nothing is seen before the file is closed.
 */
final class SegmentFiles {
    static final String ENDING = ".parquet";
    /** Folder for what is being written; Spark and other readers pass over it. */
    static final String ASIDE = "_tmp";

    /** What the names of segments begin with that tasks publish. */
    static final String BY_TASKS = "seg-";

    private static final int ROOM_BYTES = 256 << 10;

    private final Path folder;
    private final Configuration hadoop;

    SegmentFiles(Workspace workspace) {
        this.folder = new Path(workspace.responses());
        this.hadoop = workspace.configuration();
    }

    /** Publishes rows under {@link ResponseColumns#SCHEMA} as one segment; the name must never have been used. */
    void publish(String name, List<Row> rows) throws IOException {
        Path target = new Path(folder, name + ENDING);
        boolean inPlace = StoragePaths.appearsOnClose(target, hadoop);
        Path written = inPlace ? target : new Path(new Path(folder, ASIDE), name + ENDING);
        try (ParquetWriter<Row> writer = new Builder(output(written))
                .withCompressionCodec(CompressionCodecName.SNAPPY)
                // In so few rows dictionaries cost more than they save; compaction makes them.
                .withDictionaryEncoding(false)
                .withConf(hadoop)
                // The name is this attempt's own: what stands there is what an interrupt broke off.
                .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                .build()) {
            for (Row row : rows) {
                writer.write(row);
            }
        }
        if (!inPlace) {
            move(written, target);
        }
    }

    private OutputFile output(Path path) throws IOException {
        Optional<File> local = StoragePaths.local(path, hadoop);
        return local.isPresent() ? new LocalOutput(local.get()) : HadoopOutputFile.fromPath(path, hadoop);
    }

    /**
     * Sees that a disk has room for a segment, so that nothing is asked whose answer cannot be kept. Object stores are
     * never full.
     *
     * @param name as for a segment, never used before
     */
    void requireRoom(String name) throws IOException {
        Optional<File> aside = StoragePaths.local(new Path(new Path(folder, ASIDE), name + ".room"), hadoop);
        if (aside.isPresent()) {
            try {
                Files.createDirectories(aside.get().toPath().getParent());
                Files.write(aside.get().toPath(), new byte[ROOM_BYTES]);
            } finally {
                Files.deleteIfExists(aside.get().toPath());
            }
        }
    }

    /** Moves a finished file into the ledger. */
    void move(Path written, Path target) throws IOException {
        if (!target.getFileSystem(hadoop).rename(written, target)) {
            throw new IOException("cannot rename " + written + " to " + target);
        }
    }

    /** Published segments whose names begin so, sorted. */
    List<Path> published(String prefix) throws IOException {
        return StoragePaths.files(folder, ENDING, hadoop).stream()
                .map(file -> file.getPath())
                .filter(path -> path.getName().startsWith(prefix))
                .toList();
    }

    /** Removes what killed runs left half written. */
    void clearAside() throws IOException {
        FileSystem files = folder.getFileSystem(hadoop);
        files.delete(new Path(folder, ASIDE), true);
    }

    Path folder() {
        return folder;
    }

    private static final class Builder extends ParquetWriter.Builder<Row, Builder> {
        Builder(OutputFile file) {
            super(file);
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        protected WriteSupport<Row> getWriteSupport(Configuration configuration) {
            return new RowWriteSupport(ResponseColumns.SCHEMA);
        }
    }
}
