// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.command;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;

/**
 * All connections of before are gone, and with them their temporary destinations: the first command of each start. Non-persistent messages are dropped (JMS 3.1
 * §7.7), transactions that were not prepared are rolled back, and since no one knows who saw what, every
 * message that is left counts as redelivered. Messages locked by a prepared branch stay as they are.
 * The ids behind those that are left are free again.
 */
public record Restarted(long nowMs) implements Command {
    @Override
    public CommandType type() {
        return CommandType.RESTARTED;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putLong(nowMs);
    }

    static Restarted decode(ByteReader reader) {
        return new Restarted(reader.readLong());
    }
}
