// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.format;

import java.nio.ByteBuffer;

/** What all parts of the format share. */
public final class JournalFormat {

    /** Readers refuse any other major version. */
    public static final int VERSION_MAJOR = 1;

    /** Readers accept every minor version. */
    public static final int VERSION_MINOR = 1;

    /** Blocks a segment spends on its two header copies. */
    public static final int SEGMENT_HEADER_BLOCKS = 2;

    private JournalFormat() {}

    /** Rounds up to a multiple of {@code unit}, a power of two. */
    public static long alignUp(long value, int unit) {
        return (value + unit - 1) & -unit;
    }

    public static int alignUp(int value, int unit) {
        return (value + unit - 1) & -unit;
    }

    /** Whether every byte of the range is zero. */
    public static boolean isZero(ByteBuffer bytes, int from, int to) {
        int at = from;
        while (at + Long.BYTES <= to) {
            if (bytes.getLong(at) != 0) {
                return false;
            }
            at += Long.BYTES;
        }
        while (at < to) {
            if (bytes.get(at) != 0) {
                return false;
            }
            at++;
        }
        return true;
    }
}
