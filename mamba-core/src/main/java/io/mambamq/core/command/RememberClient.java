// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.command;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;

/** A client is known from now on, without ledgers, until it is forgotten. */
public record RememberClient(ClientKey client) implements Command {
    @Override
    public CommandType type() {
        return CommandType.REMEMBER_CLIENT;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        client.encode(sink);
    }

    static RememberClient decode(ByteReader reader) {
        return new RememberClient(ClientKey.decode(reader));
    }
}
