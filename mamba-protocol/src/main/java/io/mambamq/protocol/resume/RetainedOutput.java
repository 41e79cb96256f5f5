// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.resume;

import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.bytes.ByteSink;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The frames that were written to a connection and that the other side has not said it received: the newest of them, up
 * to a limit. They are addressed by their position in all that was ever written, from 0 on. Not thread-safe.
 *
 * <pre>
 *   0            start             end
 *   |  forgotten   |    retained    |
 * </pre>
 *
 * The bytes lie in chunks, each at the place in a ring that its position gives it. A chunk that comes around to its
 * place again takes it from the oldest one.
 */
public final class RetainedOutput {
    /** What one side of a connection retains at most. */
    public static final int BYTES_MAX = 8 << 20;

    static final int CHUNK_BYTES = 16 << 10;

    /** So many chunks wait to be used again: frames that are received at a steady pace allocate nothing. */
    private static final int SPARES_MAX = 8;

    private final byte[] @Nullable [] ring;
    private final ArrayDeque<byte[]> spares = new ArrayDeque<>(SPARES_MAX);
    private long start;
    private long end;
    private long acknowledged;

    public RetainedOutput() {
        this(BYTES_MAX);
    }

    /**
     * Retains less.
     *
     * @param bytesMax in whole chunks
     */
    RetainedOutput(int bytesMax) {
        this.ring = new byte[bytesMax / CHUNK_BYTES][];
    }

    /** Position of the oldest retained byte. */
    public long start() {
        return start;
    }

    /** How many bytes were ever written. */
    public long end() {
        return end;
    }

    /** Retains what was written to a sink from that position of it on; what is oldest is forgotten if it is too much. */
    public void append(ByteSink sink, int from) {
        int position = from;
        while (position < sink.position()) {
            int inChunk = offsetInChunk(end);
            if (inChunk == 0) {
                beginChunk();
            }
            int count = Math.min(CHUNK_BYTES - inChunk, sink.position() - position);
            sink.copyTo(position, chunkOf(end), inChunk, count);
            position += count;
            end += count;
        }
    }

    /**
     * The other side says that it has received so much.
     *
     * @throws ProtocolException if that is more than was written, or less than it said before
     */
    public void acknowledge(long upTo) {
        requireWritten(upTo);
        if (upTo < acknowledged) {
            throw ProtocolException.protocolError("received " + upTo + " bytes after it were " + acknowledged);
        }
        acknowledged = upTo;
        forget(upTo);
    }

    /**
     * The other side comes back with another transport and has received so much, whatever acknowledgements of it are
     * still on their way. What was written behind is to be {@linkplain #copyChunk written again}.
     *
     * @return false if something of it is forgotten
     * @throws ProtocolException if that is more than was written
     */
    public boolean resumeFrom(long received) {
        requireWritten(received);
        if (received < start) {
            return false;
        }
        forget(received);
        return true;
    }

    /** Copies retained bytes from that position on, not all at once; returns the position behind them. */
    public long copyChunk(long from, ByteSink sink) {
        if (from < start || from >= end) {
            throw new IllegalArgumentException("position " + from + " is not within " + start + " and " + end);
        }
        int inChunk = offsetInChunk(from);
        int count = (int) Math.min(CHUNK_BYTES - inChunk, end - from);
        sink.putBytes(chunkOf(from), inChunk, count);
        return from + count;
    }

    private void requireWritten(long received) {
        if (received < 0 || received > end) {
            throw ProtocolException.protocolError("received " + received + " bytes where " + end + " were sent");
        }
    }

    /** The next byte is the first of a chunk. */
    private void beginChunk() {
        int slot = slotOf(end);
        if (ring[slot] == null) {
            byte[] spare = spares.poll();
            ring[slot] = spare == null ? new byte[CHUNK_BYTES] : spare;
        } else {
            start = Math.max(start, end - (ring.length - 1L) * CHUNK_BYTES);
        }
    }

    private void forget(long upTo) {
        for (long position = start - offsetInChunk(start); position + CHUNK_BYTES <= upTo; position += CHUNK_BYTES) {
            free(slotOf(position));
        }
        start = Math.max(start, upTo);
    }

    private void free(int slot) {
        byte[] chunk = ring[slot];
        ring[slot] = null;
        if (chunk != null && spares.size() < SPARES_MAX) {
            spares.add(chunk);
        }
    }

    private byte[] chunkOf(long position) {
        byte[] chunk = ring[slotOf(position)];
        if (chunk == null) {
            throw new IllegalStateException("position " + position + " is not retained");
        }
        return chunk;
    }

    private int slotOf(long position) {
        return (int) (position / CHUNK_BYTES % ring.length);
    }

    private static int offsetInChunk(long position) {
        return (int) (position % CHUNK_BYTES);
    }
}
