// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.command;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.transaction.TransactionId;
import java.util.List;

/**
 * The first phase of an XA branch. What was staged in it stays hidden and what it settles is locked until its outcome is
 * told, whatever happens to connections and servers meanwhile.
 *
 * @param preparedAtMs milliseconds since 1970
 */
public record Prepare(TransactionId transaction, long preparedAtMs, List<QueueSettles> settles) implements Command {
    public Prepare {
        settles = List.copyOf(settles);
    }

    @Override
    public CommandType type() {
        return CommandType.PREPARE;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        transaction.encode(sink);
        sink.putLong(preparedAtMs);
        QueueSettles.encodeAll(settles, sink);
    }

    static Prepare decode(ByteReader reader) {
        return new Prepare(TransactionId.decode(reader), reader.readLong(), QueueSettles.decodeAll(reader));
    }
}
