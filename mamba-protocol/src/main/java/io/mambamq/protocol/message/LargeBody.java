// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.message;

import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;

/**
 * What stands in a message in place of a body that is too large for it: where the body is. It was sent before the message, as
 * the bodies of the messages of a temporary queue, one after the other; with the message it stops being anybody's queue and
 * becomes the message's own, for as long as there is the message.
 *
 * <pre>
 *  lengthBytes   name
 *  u64           string16
 * </pre>
 *
 * @param name of that queue; whoever knows it may read the body, so it has to be one that nobody guesses
 * @param lengthBytes at least 1
 */
public record LargeBody(String name, long lengthBytes) implements MessageEncoder.Body {
    /** So much of a body, in bytes, one message of the queue has, but for the last. */
    public static final int CHUNK_BYTES = 1 << 18;

    /** @throws IllegalArgumentException if the length is not positive or no queue can have the name */
    public LargeBody {
        if (lengthBytes < 1) {
            throw new IllegalArgumentException("a large body of " + lengthBytes + " bytes");
        }
        // The name's own rules.
        queueOf(name);
    }

    /** The queue that it was sent to. */
    public DestinationName queue() {
        return queueOf(name);
    }

    private static DestinationName queueOf(String name) {
        return new DestinationName(DestinationKind.TEMPORARY_QUEUE, name);
    }

    @Override
    public void encode(ByteSink sink) {
        sink.putLong(lengthBytes);
        sink.putString16(name);
    }

    /** @throws ProtocolException with {@link io.mambamq.protocol.ErrorCode#MALFORMED_MESSAGE} if it is none */
    static LargeBody decode(ByteReader reader) {
        try {
            long lengthBytes = reader.readLong();
            return new LargeBody(reader.readString16(), lengthBytes);
        } catch (IllegalArgumentException e) {
            throw ProtocolException.malformedMessage("a malformed message: " + e.getMessage());
        }
    }
}
