// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.file;

import java.io.IOException;
import java.nio.ByteBuffer;

/** One open file. Confined to one thread at a time, but for {@link #sync}, which may run beside writes. */
public interface IoFile extends AutoCloseable {

    long sizeBytes() throws IOException;

    /** Reads at most {@code dst.remaining()} bytes; -1 at the end of the file. */
    int read(ByteBuffer dst, long offset) throws IOException;

    /** Writes at most {@code src.remaining()} bytes and says how many; durable after {@link #sync} at the latest. */
    int write(ByteBuffer src, long offset) throws IOException;

    /** Makes what was written durable, as fdatasync does. After a failure nothing may be assumed about the file. */
    void sync() throws IOException;

    @Override
    void close() throws IOException;

    /** Writes all of {@code src}, however often the storage takes only a part. */
    default void writeFully(ByteBuffer src, long offset) throws IOException {
        long at = offset;
        while (src.hasRemaining()) {
            int written = write(src, at);
            if (written <= 0) {
                throw new IOException("the storage accepted no bytes at offset " + at);
            }
            at += written;
        }
    }

    /** Reads until {@code dst} is full or the file ends; returns the bytes read. */
    default int readFully(ByteBuffer dst, long offset) throws IOException {
        int total = 0;
        while (dst.hasRemaining()) {
            int read = read(dst, offset + total);
            if (read < 0) {
                break;
            }
            total += read;
        }
        return total;
    }
}
