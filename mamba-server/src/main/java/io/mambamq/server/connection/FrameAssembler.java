// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.connection;

import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.frame.FrameCodec;
import io.mambamq.protocol.frame.FrameType;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into frames, however it arrives in pieces.
 *
 * <p>A frame with a message gets an array of its own, which the broker then keeps as the message: one copy on the way
 * in. Other frames share one array. A frame that is still incomplete never takes more than twice the bytes that arrived,
 * whatever its length field claims.
 */
final class FrameAssembler {
    /** Gets each complete frame. */
    interface Frames {
        /**
         * Takes a frame.
         *
         * @param array valid for this call only, unless the frame carries a message
         * @param length the frame is at the array's beginning, without its length field
         * @return whether to go on
         */
        boolean frame(byte[] array, int length);
    }

    private static final int SHARED_BYTES = 4 << 10;
    private static final int FIRST_ALLOCATION_BYTES = 64 << 10;

    private final byte[] shared = new byte[SHARED_BYTES];
    private int frameBytesMax;

    // valid while a frame is incomplete
    private int lengthBytesRead;
    private int length;
    private byte @Nullable [] partial;
    private int partialBytes;

    FrameAssembler(int frameBytesMax) {
        this.frameBytesMax = frameBytesMax;
    }

    void frameBytesMax(int value) {
        this.frameBytesMax = value;
    }

    /**
     * Hands over every frame that these bytes complete.
     *
     * @throws ProtocolException if a length is out of range
     */
    void read(ByteBuffer in, Frames frames) {
        boolean goOn = true;
        while (goOn && in.hasRemaining()) {
            if (lengthBytesRead == FrameCodec.LENGTH_BYTES || readLength(in)) {
                goOn = readFrame(in, frames);
            }
        }
    }

    /** What the incomplete frame takes. */
    int heldBytes() {
        return partial == null ? 0 : partial.length;
    }

    private boolean readLength(ByteBuffer in) {
        while (lengthBytesRead < FrameCodec.LENGTH_BYTES) {
            if (!in.hasRemaining()) {
                return false;
            }
            length |= Byte.toUnsignedInt(in.get()) << (Byte.SIZE * lengthBytesRead++);
        }
        if (length < FrameCodec.HEADER_BYTES || length > frameBytesMax) {
            throw ProtocolException.protocolError("a frame of " + Integer.toUnsignedLong(length) + " bytes where "
                    + FrameCodec.HEADER_BYTES + " to " + frameBytesMax + " are allowed");
        }
        return in.hasRemaining();
    }

    private boolean readFrame(ByteBuffer in, Frames frames) {
        byte[] frame = partial == null && in.remaining() >= length ? readWhole(in) : readPart(in);
        if (frame == null) {
            return true;
        }
        int frameLength = length;
        lengthBytesRead = 0;
        length = 0;
        partial = null;
        partialBytes = 0;
        return frames.frame(frame, frameLength);
    }

    private byte[] readWhole(ByteBuffer in) {
        boolean carriesMessage = Byte.toUnsignedInt(in.get(in.position())) == FrameType.SEND.wireValue();
        byte[] frame = carriesMessage || length > SHARED_BYTES ? new byte[length] : shared;
        in.get(frame, 0, length);
        return frame;
    }

    private byte @Nullable [] readPart(ByteBuffer in) {
        int count = Math.min(in.remaining(), length - partialBytes);
        byte[] room = roomFor(partialBytes + count);
        in.get(room, partialBytes, count);
        partialBytes += count;
        return partialBytes < length ? null : room;
    }

    private byte[] roomFor(int bytes) {
        byte[] room = partial;
        if (room == null) {
            room = new byte[Math.min(length, Math.max(bytes, FIRST_ALLOCATION_BYTES))];
        } else if (bytes > room.length) {
            room = Arrays.copyOf(room, (int) Math.min(length, Math.max(bytes, room.length * 2L)));
        }
        partial = room;
        return room;
    }
}
