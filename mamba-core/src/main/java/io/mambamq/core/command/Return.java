// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.command;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;

/**
 * Messages come back to their places after an application may have seen them. Each of them is in the queue and not locked.
 *
 * @param failed whether it certainly was given each of them and did not accept it, which is counted; else they are only
 *     marked as redelivered
 * @param deliveryTimeMs milliseconds since 1970 before which they are not delivered again; 0 for at once
 */
public record Return(int queueId, boolean failed, long deliveryTimeMs, SequenceRanges sequences) implements Command {
    @Override
    public CommandType type() {
        return CommandType.RETURN;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(queueId);
        sink.putByte(failed ? 1 : 0);
        sink.putLong(deliveryTimeMs);
        sequences.encode(sink);
    }

    static Return decode(ByteReader reader) {
        return new Return(reader.readInt(), reader.readBoolean(), reader.readLong(), SequenceRanges.decode(reader));
    }
}
