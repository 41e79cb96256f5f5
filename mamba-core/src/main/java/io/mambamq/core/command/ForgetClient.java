// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.command;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;

/** A client that will not connect again, or has been away for too long, is not known any more; its ledgers end. */
public record ForgetClient(ClientKey client) implements Command {
    @Override
    public CommandType type() {
        return CommandType.FORGET_CLIENT;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        client.encode(sink);
    }

    static ForgetClient decode(ByteReader reader) {
        return new ForgetClient(ClientKey.decode(reader));
    }
}
