// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.command;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;

/** A ledger ends with its session: nobody will ask for it. */
public record CloseLedger(int id) implements Command {
    @Override
    public CommandType type() {
        return CommandType.CLOSE_LEDGER;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(id);
    }

    static CloseLedger decode(ByteReader reader) {
        return new CloseLedger(reader.readInt());
    }
}
