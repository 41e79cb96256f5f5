// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.recover;

import io.mambamq.journal.file.IoFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The part of a file that is being looked at. One buffer serves the whole recovery: outside the heap, so that what is read
 * is not copied once more, and small enough to stay in a processor's cache between being read and being checked.
 */
final class ScanWindow {

    private static final int WINDOW_BYTES = 256 << 10;
    private static final int PAGE_BYTES = 4096;

    private ByteBuffer bytes = allocate(WINDOW_BYTES);
    private long start;

    /** Another file comes. */
    void clear() {
        bytes.clear().limit(0);
        start = 0;
    }

    /** The bytes in the window; the one at an offset of the file is at {@link #index}. */
    ByteBuffer bytes() {
        return bytes;
    }

    int index(long offset) {
        return (int) (offset - start);
    }

    long offset(int index) {
        return start + index;
    }

    /** Makes sure that the range is in the window; what the file does not have, up to {@code fileBytes}, reads as zeros. */
    void load(IoFile file, long offset, int length, long fileBytes) throws IOException {
        if (offset >= start && offset + length <= start + bytes.limit()) {
            return;
        }
        keepFrom(offset);
        if (bytes.capacity() < length) {
            bytes = allocate(length).put(bytes.flip());
        }
        bytes.limit((int) Math.min(bytes.capacity(), fileBytes - offset));
        file.readFully(bytes, offset + bytes.position());
        while (bytes.hasRemaining()) {
            bytes.put((byte) 0);
        }
    }

    /** Moves what has been read from the offset on to the front, and stands behind it. */
    private void keepFrom(long offset) {
        if (offset >= start && offset < start + bytes.limit()) {
            bytes.position(index(offset)).compact();
        } else {
            bytes.clear();
        }
        start = offset;
    }

    /** Starts on a page: some processors copy to an address a few bytes behind one at a fifth of the speed. */
    static ByteBuffer allocate(int size) {
        return ByteBuffer.allocateDirect(size + PAGE_BYTES)
                .alignedSlice(PAGE_BYTES)
                .limit(size)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN);
    }
}
