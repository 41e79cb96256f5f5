// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.file;

import com.sun.nio.file.ExtendedOpenOption;
import io.mambamq.journal.JournalException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Opens files for writes that go past the page cache and are durable when they return. */
final class DirectFile {

    private DirectFile() {}

    static IoFile open(Path file, int blockBytes) throws IOException {
        FileStore store = Files.getFileStore(file);
        try {
            long unitBytes = store.getBlockSize();
            if (blockBytes % unitBytes != 0) {
                throw unsupported(
                        store, file, "it wants multiples of " + unitBytes + " bytes, a block is " + blockBytes, null);
            }
            return new SelfSyncedFile(FileChannel.open(
                    file, StandardOpenOption.WRITE, StandardOpenOption.DSYNC, ExtendedOpenOption.DIRECT));
        } catch (NoSuchFileException | AccessDeniedException e) {
            throw e;
        } catch (FileSystemException | UnsupportedOperationException | LinkageError e) {
            // A file system that refuses the flag, a platform without it, a JDK without the option.
            throw unsupported(store, file, String.valueOf(e.getMessage()), e);
        }
    }

    private static JournalException unsupported(FileStore store, Path file, String why, @Nullable Throwable cause) {
        return new JournalException(
                JournalException.Kind.UNSUPPORTED,
                "no direct writes to " + file.getFileName() + " on " + store.name() + " (" + store.type() + "): " + why,
                cause);
    }

    /** Nothing is left to do when a write returns. */
    private static final class SelfSyncedFile extends ChannelFile {

        SelfSyncedFile(FileChannel channel) {
            super(channel);
        }

        @Override
        public void sync() {
            // Each write was durable when it returned.
        }
    }
}
