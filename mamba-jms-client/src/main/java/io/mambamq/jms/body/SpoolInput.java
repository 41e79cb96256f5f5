// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.body;

import java.io.IOException;
import java.io.InputStream;

/** Reads a spooled body. Confined to one thread at a time. */
final class SpoolInput extends InputStream {
    private static final int BUFFER_BYTES = 1 << 16;

    private final SpoolFile file;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    // What the buffer has of the file.
    private long bufferStart;
    private int bufferLength;

    private long position;
    private long marked;

    SpoolInput(SpoolFile file) {
        this.file = file;
    }

    @Override
    public int read() throws IOException {
        if (!isBuffered() && !fill()) {
            return -1;
        }
        return Byte.toUnsignedInt(buffer[(int) (position++ - bufferStart)]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int read = readSome(bytes, offset + done, length - done);
            if (read < 0) {
                return done == 0 ? -1 : done;
            }
            done += read;
        }
        return done;
    }

    private int readSome(byte[] bytes, int offset, int length) throws IOException {
        if (!isBuffered() && length >= BUFFER_BYTES) {
            int read = file.read(position, bytes, offset, length);
            position += Math.max(0, read);
            return read;
        }
        if (!isBuffered() && !fill()) {
            return -1;
        }
        int from = (int) (position - bufferStart);
        int read = Math.min(length, bufferLength - from);
        System.arraycopy(buffer, from, bytes, offset, read);
        position += read;
        return read;
    }

    private boolean isBuffered() {
        return position >= bufferStart && position < bufferStart + bufferLength;
    }

    private boolean fill() throws IOException {
        bufferStart = position;
        bufferLength = Math.max(0, file.read(position, buffer, 0, BUFFER_BYTES));
        return bufferLength > 0;
    }

    @Override
    public int available() {
        return isBuffered() ? (int) (bufferStart + bufferLength - position) : 0;
    }

    @Override
    public boolean markSupported() {
        return true;
    }

    @Override
    public void mark(int limit) {
        marked = position;
    }

    @Override
    public void reset() {
        position = marked;
    }
}
