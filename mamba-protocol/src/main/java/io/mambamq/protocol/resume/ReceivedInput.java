// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.resume;

import io.mambamq.protocol.frame.Received;

/** Counts the frames that have arrived, and knows when the other side should hear of it. Not thread-safe. */
public final class ReceivedInput {
    /** The other side hears of it after so many more bytes at the latest. */
    public static final int UNTOLD_BYTES_MAX = 64 << 10;

    private long bytes;
    private long toldBytes;

    /** Nothing has arrived yet. */
    public ReceivedInput() {}

    /** A whole frame has arrived. */
    public void add(int frameBytes) {
        bytes += frameBytes;
    }

    /** All that has arrived. */
    public long bytes() {
        return bytes;
    }

    /** Whether something has arrived that the other side has not heard of. */
    public boolean hasNews() {
        return bytes > toldBytes;
    }

    /** Whether it is time to say so. */
    public boolean isDue() {
        return bytes - toldBytes >= UNTOLD_BYTES_MAX;
    }

    /** What to say. */
    public Received tell() {
        toldBytes = bytes;
        return new Received(bytes);
    }
}
