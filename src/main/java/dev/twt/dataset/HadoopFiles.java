package dev.twt.dataset;

import dev.twt.config.RemoteFiles;
import dev.twt.config.UserException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.security.AccessControlException;

/** Texts on any file system that Hadoop knows, such as a configuration that lies beside its workspace. */
public final class HadoopFiles implements RemoteFiles {
    /** No text that a person writes; a model file named by mistake would fill the driver. */
    private static final long MOST_BYTES = 4L << 20;

    private final Configuration hadoop;

    public HadoopFiles(Configuration hadoop) {
        this.hadoop = hadoop;
    }

    @Override
    public Optional<String> read(String place) {
        try {
            Path path = new Path(place);
            FileSystem files = path.getFileSystem(hadoop);
            FileStatus status = files.getFileStatus(path);
            if (status.isDirectory()) {
                throw new UserException(place, "this is a folder, not a config file", "Name the .conf file in it");
            }
            if (status.getLen() > MOST_BYTES) {
                throw new UserException(
                        place,
                        "the file has " + status.getLen() + " bytes, which is no configuration",
                        "Name the .conf file");
            }
            try (InputStream in = files.open(path)) {
                return Optional.of(text(in.readAllBytes()));
            }
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (CharacterCodingException e) {
            throw new UserException(place, "the file is not UTF-8 text", "Save it as UTF-8");
        } catch (IllegalArgumentException | IOException e) {
            throw unreadable(place, e);
        } catch (NoClassDefFoundError e) {
            throw missing(place);
        } catch (RuntimeException e) {
            // Hadoop wraps it where it knows a file system's name and its class is not there.
            throw e.getCause() instanceof ClassNotFoundException ? missing(place) : e;
        }
    }

    private static String text(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    private static UserException missing(String place) {
        String scheme = place.substring(0, place.indexOf(':'));
        return new UserException(
                place,
                "there is no file system for " + scheme + ":// on the class path",
                scheme.equals("s3")
                        ? "Write s3a:// (s3:// is EMR's), or hand the file over with --files"
                        : "Add it, as --packages org.apache.hadoop:hadoop-aws:VERSION does for s3a, or hand the file over"
                                + " with --files");
    }

    private static UserException unreadable(String place, Exception e) {
        String said = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        if (e instanceof UnsupportedFileSystemException) {
            return missing(place);
        }
        if (e instanceof AccessDeniedException || e instanceof AccessControlException) {
            return new UserException(
                    place,
                    "the config file may not be read: " + said,
                    "Give the driver's role the right to read it. What this store needs stands in the driver's"
                            + " environment or in --conf spark.hadoop.KEY=VALUE, as spark.conf in this file comes later");
        }
        return new UserException(
                place,
                "the config file cannot be read: " + said,
                "Check the address and the network, and --conf spark.hadoop.KEY=VALUE for what this store needs");
    }
}
