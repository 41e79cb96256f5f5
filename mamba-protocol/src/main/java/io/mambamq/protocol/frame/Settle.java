// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;

/**
 * Client: what became of deliveries of this session.
 *
 * @param request answered by {@link Done} once durable; 0 for no answer
 * @param transaction 0 for at once; else only with {@link SettleOutcome#ACCEPTED}, to take effect by its commit
 * @param ranges of delivery numbers
 */
public record Settle(int session, int request, int transaction, SettleOutcome outcome, DeliveryRanges ranges)
        implements SessionFrame {
    @Override
    public FrameType type() {
        return FrameType.SETTLE;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(request);
        sink.putInt(transaction);
        sink.putByte(outcome.wireValue());
        ranges.encode(sink);
    }

    static Settle decode(int session, ByteReader reader) {
        return new Settle(
                session,
                reader.readInt(),
                reader.readInt(),
                SettleOutcome.ofWireValue(reader.readByte()),
                DeliveryRanges.decode(reader));
    }
}
