// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.inspect;

import io.mambamq.journal.file.IoFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;

/** The bytes around an offset as lines of a hex dump; the line that holds the offset is marked. */
final class Neighbourhood {
    private static final int LINE_BYTES = 16;
    private static final int LINES_BEFORE = 2;
    private static final int LINES = 6;

    private Neighbourhood() {}

    /** Empty where the file ends before the offset. */
    static String of(IoFile file, long offset) throws IOException {
        long marked = offset / LINE_BYTES * LINE_BYTES;
        long start = Math.max(0, marked - LINES_BEFORE * LINE_BYTES);
        ByteBuffer bytes = ByteBuffer.allocate(LINES * LINE_BYTES);
        int read = file.readFully(bytes, start);
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < read; at += LINE_BYTES) {
            appendLine(text, start + at, start + at == marked, bytes.array(), at, Math.min(read, at + LINE_BYTES));
        }
        return text.toString();
    }

    private static void appendLine(StringBuilder text, long offset, boolean marked, byte[] bytes, int from, int to) {
        text.append(String.format(Locale.ROOT, "%s %10d  ", marked ? ">" : " ", offset));
        for (int i = from; i < from + LINE_BYTES; i++) {
            text.append(i < to ? String.format(Locale.ROOT, "%02x ", bytes[i]) : "   ");
        }
        text.append(' ');
        for (int i = from; i < to; i++) {
            text.append(bytes[i] >= ' ' && bytes[i] <= '~' ? (char) bytes[i] : '.');
        }
        text.append('\n');
    }
}
