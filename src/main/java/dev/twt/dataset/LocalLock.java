package dev.twt.dataset;

import dev.twt.config.UserException;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A workspace's lock on a disk of this machine; the system takes it back when the process ends, however it ends. */
final class LocalLock implements AutoCloseable {
    private static final String NAME = ".lock";
    /** Held by this process. Looking at such a file would already end its lock: closing it is enough for the system. */
    private static final Map<Path, LockOwner> HELD = new ConcurrentHashMap<>();

    private final Path file;
    private final FileChannel channel;

    private LocalLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** @throws UserException if another run holds it */
    static LocalLock take(File folder) throws IOException {
        LockOwner owner = LockOwner.here();
        LocalLock lock = lock(folder, owner);
        lock.channel.truncate(0);
        lock.channel.write(ByteBuffer.wrap(owner.json().toPrettyString().getBytes(StandardCharsets.UTF_8)));
        return lock;
    }

    /** Sees that nobody holds it; without a lock file there is nobody. */
    static void requireFree(File folder) throws IOException {
        if (new File(folder, NAME).exists()) {
            lock(folder, LockOwner.here()).close();
        }
    }

    private static LocalLock lock(File folder, LockOwner owner) throws IOException {
        Path file = folder.toPath().toRealPath().resolve(NAME);
        LockOwner inThisProcess = HELD.putIfAbsent(file, owner);
        if (inThisProcess != null) {
            throw held(folder, Optional.of(inThisProcess));
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() != null) {
                return new LocalLock(file, channel);
            }
            throw held(folder, LockOwner.of(Files.readString(file)));
        } catch (IOException | RuntimeException e) {
            if (channel != null) {
                channel.close();
            }
            HELD.remove(file);
            throw e;
        }
    }

    private static UserException held(File folder, Optional<LockOwner> owner) {
        return new UserException(
                folder.toString(),
                "another run is at work in this workspace"
                        + owner.map(o -> ": " + o.said()).orElse(""),
                "Wait until it has ended, or name another workspace; the lock goes with that process, however it ends");
    }

    @Override
    public void close() throws IOException {
        HELD.remove(file);
        channel.close();
    }
}
