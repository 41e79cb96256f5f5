// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.command;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;

/** Messages leave their queue for good, outside of any transaction. Each of them is in the queue and not locked. */
public record Settle(int queueId, SettleReason reason, SequenceRanges sequences) implements Command {
    @Override
    public CommandType type() {
        return CommandType.SETTLE;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(queueId);
        sink.putByte(reason.logValue());
        sequences.encode(sink);
    }

    static Settle decode(ByteReader reader) {
        return new Settle(reader.readInt(), SettleReason.ofLogValue(reader.readByte()), SequenceRanges.decode(reader));
    }
}
