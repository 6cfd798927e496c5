package dev.twt.generation;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * A Parquet file on this machine, written without Hadoop: its local file system starts a process, {@code chmod}, for
 * every file it makes and for the checksums beside it, which takes longer than a segment itself. The pages of the file
 * carry checksums of their own.
 */
record LocalOutput(File file) implements OutputFile {
    @Override
    public PositionOutputStream create(long blockSizeHint) throws IOException {
        if (file.exists()) {
            throw new IOException(file + " is there already");
        }
        return createOrOverwrite(blockSizeHint);
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
        Files.createDirectories(file.toPath().getParent());
        return new Counted(new BufferedOutputStream(new FileOutputStream(file)));
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }

    @Override
    public String getPath() {
        return file.getPath();
    }

    /** Knows how much has been written. */
    private static final class Counted extends PositionOutputStream {
        private final OutputStream out;
        private long position;

        private Counted(OutputStream out) {
            this.out = out;
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            position++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            position += length;
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
