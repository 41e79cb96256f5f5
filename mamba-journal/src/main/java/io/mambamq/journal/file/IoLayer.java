// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.file;

import io.mambamq.journal.JournalException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One journal directory, locked while this is open. Methods may be called from any journal thread. */
public interface IoLayer extends AutoCloseable {

    /** Names of the files in the directory, in no order. */
    List<String> list() throws IOException;

    /** Creates an empty file for reading and writing; whatever stood under that name is gone. */
    IoFile create(String name) throws IOException;

    /** Opens an existing file for reading and writing. */
    IoFile openForWrite(String name) throws IOException;

    /**
     * Opens an existing file for writes that are durable when they return, past the page cache;
     * {@link IoFile#sync} then does nothing. Memory, offset and length of each write are multiples of
     * {@code blockBytes}. Not for reading.
     *
     * @throws JournalException of kind UNSUPPORTED, saying why, where such writes of such blocks are impossible
     */
    default IoFile openDirect(String name, int blockBytes) throws IOException {
        throw new JournalException(
                JournalException.Kind.UNSUPPORTED, "no direct writes to " + name + ": this storage has none");
    }

    /** Opens an existing file for reading. */
    IoFile openForRead(String name) throws IOException;

    /** Renames within the directory, replacing the target; durable after {@link #syncDirectory}. */
    void rename(String from, String to) throws IOException;

    /** Deletes the file if it is there. */
    void delete(String name) throws IOException;

    /** Makes creations, renames and deletions durable. */
    void syncDirectory() throws IOException;

    /** Releases the lock on the directory. Files opened here are closed by their users. */
    @Override
    void close();

    /** Opens and locks a directory. */
    @FunctionalInterface
    interface Factory {

        /**
         * Opens and locks {@code directory}.
         *
         * @throws io.mambamq.journal.JournalException of kind LOCKED where someone else holds the directory
         */
        IoLayer open(Path directory) throws IOException;
    }
}
