// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.file;

import io.mambamq.journal.JournalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Holds a directory for one journal at a time: an operating system lock on the file {@code lock} against other
 * processes, a system property against others in this JVM. The property is looked at first and outlives class loaders:
 * merely opening and closing the lock file a second time within a process would drop the operating system's lock.
 */
final class DirectoryLock {

    private static final String PROPERTY_PREFIX = "io.mambamq.journal.locked:";

    private final String property;
    private final FileChannel channel;

    private DirectoryLock(String property, FileChannel channel) {
        this.property = property;
        this.channel = channel;
    }

    static DirectoryLock acquire(Path directory) throws IOException {
        String property = PROPERTY_PREFIX + directory.toRealPath();
        String pid = Long.toString(ProcessHandle.current().pid());
        if (System.getProperties().putIfAbsent(property, pid) != null) {
            throw locked(directory, "another journal in this process (pid " + pid + ")");
        }
        try {
            return new DirectoryLock(property, lockFile(directory, pid));
        } catch (IOException | RuntimeException e) {
            System.clearProperty(property);
            throw e;
        }
    }

    void release() {
        try {
            channel.close();
        } catch (IOException e) {
            // The descriptor is gone either way, and the lock with it.
        } finally {
            System.clearProperty(property);
        }
    }

    private static FileChannel lockFile(Path directory, String pid) throws IOException {
        Path file = directory.resolve("lock");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (tryLock(channel) == null) {
                throw locked(directory, holder(file));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String holder(Path file) {
        try {
            String pid = Files.readString(file, StandardCharsets.US_ASCII).trim();
            return pid.isEmpty() ? "another process" : "process " + pid;
        } catch (IOException e) {
            return "another process";
        }
    }

    private static JournalException locked(Path directory, String holder) {
        return new JournalException(
                JournalException.Kind.LOCKED,
                "journal directory " + directory.toAbsolutePath() + " is in use by " + holder
                        + "; stop it or configure another directory");
    }
}
