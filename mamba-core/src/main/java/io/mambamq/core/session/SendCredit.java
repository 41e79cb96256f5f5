// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.session;

/**
 * How much a session may still send, in bytes of encoded messages. What it spends comes back when its sends are durable or
 * refused, in chunks, so that grants are few. A single message may overdraw it.
 */
public final class SendCredit {
    /** A chunk is this part of the whole; the rest keeps the producer going while a grant is on its way. */
    private static final int CHUNKS = 4;

    private final long chunkBytes;
    private long leftBytes;
    private long returnedBytes;

    SendCredit(long totalBytes) {
        this.chunkBytes = Math.max(1, totalBytes / CHUNKS);
        this.leftBytes = totalBytes;
    }

    public boolean isUsedUp() {
        return leftBytes <= 0;
    }

    public void spend(int sizeBytes) {
        leftBytes -= sizeBytes;
    }

    /** Returns what is to be granted to the client now; 0 for nothing yet. */
    public long giveBack(int sizeBytes) {
        returnedBytes += sizeBytes;
        if (returnedBytes < chunkBytes) {
            return 0;
        }
        long granted = returnedBytes;
        leftBytes += granted;
        returnedBytes = 0;
        return granted;
    }
}
