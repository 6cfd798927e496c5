package dev.twt.dataset;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/** Opens files, unpacking them by the end of their name as Spark does. */
final class DataStreams {
    private DataStreams() {}

    static InputStream open(Path path, Configuration hadoop) throws IOException {
        CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(path);
        InputStream raw = path.getFileSystem(hadoop).open(path);
        return codec == null ? raw : codec.createInputStream(raw);
    }
}
