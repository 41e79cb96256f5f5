// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.command;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;

/**
 * What a session sends and commits is in a ledger from now on.
 *
 * @param id stands for it in later commands; at least 1, and free again when it ends
 * @param client is known
 * @param number that the client gave it
 */
public record OpenLedger(int id, ClientKey client, int number) implements Command {
    @Override
    public CommandType type() {
        return CommandType.OPEN_LEDGER;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(id);
        client.encode(sink);
        sink.putInt(number);
    }

    static OpenLedger decode(ByteReader reader) {
        return new OpenLedger(reader.readInt(), ClientKey.decode(reader), reader.readInt());
    }
}
