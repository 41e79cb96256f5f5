// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.format;

import java.nio.ByteBuffer;

/**
 * Neighbouring records of one stream in a page file. No two runs of a stream, in whatever files, have positions of the
 * log in common between their first and last: the range alone tells where a position is. Drawn at
 * {@link PageFileHeader}.
 *
 * @param count of its records, at least 1
 * @param firstPosition position in the log of its first record
 * @param lastPosition position in the log of its last record
 * @param firstEntry number of its first entry in the file's index; the others follow it
 */
public record PageRun(int stream, int count, long firstPosition, long lastPosition, long firstEntry) {

    public static final int BYTES = 32;

    /** Appends the run where {@code dst}, little endian, stands. */
    public void encode(ByteBuffer dst) {
        dst.putInt(stream)
                .putInt(count)
                .putLong(firstPosition)
                .putLong(lastPosition)
                .putLong(firstEntry);
    }

    /** Reads the run where {@code src}, little endian, stands. */
    public static PageRun decode(ByteBuffer src) {
        return new PageRun(src.getInt(), src.getInt(), src.getLong(), src.getLong(), src.getLong());
    }

    public boolean covers(long position) {
        return position >= firstPosition && position <= lastPosition;
    }
}
