// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.command;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.message.DestinationName;

/**
 * A destination exists from now on.
 *
 * @param id stands for it in later commands; ids ascend by one from 1 and are not reused before the next
 *     {@link Restarted}
 */
public record DeclareDestination(int id, DestinationName name) implements Command {
    @Override
    public CommandType type() {
        return CommandType.DECLARE_DESTINATION;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(id);
        name.encode(sink);
    }

    static DeclareDestination decode(ByteReader reader) {
        return new DeclareDestination(reader.readInt(), DestinationName.decode(reader));
    }
}
