// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.command;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;

/**
 * A subscription ends with all that it holds. What a prepared transaction has settled of a subscription for a single
 * consumer goes with it too: nobody could get it back.
 */
public record Unsubscribe(int id) implements Command {
    @Override
    public CommandType type() {
        return CommandType.UNSUBSCRIBE;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(id);
    }

    static Unsubscribe decode(ByteReader reader) {
        return new Unsubscribe(reader.readInt());
    }
}
