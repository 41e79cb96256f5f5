// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.command;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;

/**
 * A destination ends with all that it holds, a topic with its subscriptions. What transactions have sent to it and not
 * committed vanishes with their commit, as it would have a moment later; what they have settled of it is gone.
 */
public record DeleteDestination(int id) implements Command {
    @Override
    public CommandType type() {
        return CommandType.DELETE_DESTINATION;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(id);
    }

    static DeleteDestination decode(ByteReader reader) {
        return new DeleteDestination(reader.readInt());
    }
}
