package dev.twt.config;

import java.util.Optional;

/** Reads small texts that lie elsewhere than on this machine's disks: on HDFS or in an object store. */
@FunctionalInterface
public interface RemoteFiles {
    /**
     * The whole text of a file.
     *
     * @param place where it lies, with its scheme, such as {@code s3a://bucket/run.conf}
     * @return empty where there is no such file
     * @throws UserException if it is there and cannot be read, or the store cannot be reached
     */
    Optional<String> read(String place);
}
