// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.body;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes the bytes of a body as they come: in memory as long as they are few, beyond {@link #MEMORY_BYTES_MAX} in a file for
 * temporary use ({@code java.io.tmpdir}), which nobody else sees and which is gone with this object or the process. May be read
 * by several threads once nothing is written any more.
 */
public final class Spool extends OutputStream implements BodySource {
    public static final int MEMORY_BYTES_MAX = 1 << 20;
    private static final int FIRST_BYTES = 64;
    private static final int FILE_BUFFER_BYTES = 1 << 16;

    /** Everything, or what is not in the file yet. */
    private byte[] buffer = new byte[FIRST_BYTES];

    private int buffered;
    private @Nullable SpoolFile file;

    @Override
    public void write(int value) throws IOException {
        if (buffered == buffer.length) {
            makeRoom(1);
        }
        buffer[buffered++] = (byte) value;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > buffer.length - buffered) {
            makeRoom(length);
            if (length > buffer.length - buffered) {
                // Only where there is a file, and nothing is buffered.
                requireFile().append(bytes, offset, length);
                return;
            }
        }
        System.arraycopy(bytes, offset, buffer, buffered, length);
        buffered += length;
    }

    private void makeRoom(int bytes) throws IOException {
        if (file == null && bytes <= MEMORY_BYTES_MAX - buffered) {
            int doubled = Math.min(MEMORY_BYTES_MAX, buffer.length * 2);
            buffer = Arrays.copyOf(buffer, Math.max(doubled, buffered + bytes));
            return;
        }
        boolean first = file == null;
        requireFile().append(buffer, 0, buffered);
        buffered = 0;
        if (first) {
            buffer = new byte[FILE_BUFFER_BYTES];
        }
    }

    private SpoolFile requireFile() throws IOException {
        SpoolFile known = file;
        if (known == null) {
            known = SpoolFile.create();
            file = known;
        }
        return known;
    }

    @Override
    public long lengthBytes() {
        return (file == null ? 0 : file.lengthBytes()) + buffered;
    }

    /** What is written afterwards is not seen for certain. */
    @Override
    public InputStream open() throws IOException {
        SpoolFile known = file;
        if (known == null) {
            return new ByteArrayInputStream(buffer, 0, buffered);
        }
        known.append(buffer, 0, buffered);
        buffered = 0;
        return new SpoolInput(known);
    }
}
