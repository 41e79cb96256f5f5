// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.command;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.transaction.TransactionId;
import java.util.List;

/**
 * A transaction takes effect as a whole: its settled messages leave, its staged messages enter in the order in which they
 * were sent.
 *
 * @param ledgerId of the ledger that remembers it as its last; 0 for none
 * @param settles empty if the transaction was prepared: then {@link Prepare} had them
 */
public record Commit(TransactionId transaction, int ledgerId, List<QueueSettles> settles) implements Command {
    /** In no ledger. */
    public Commit(TransactionId transaction, List<QueueSettles> settles) {
        this(transaction, 0, settles);
    }

    public Commit {
        settles = List.copyOf(settles);
    }

    @Override
    public CommandType type() {
        return CommandType.COMMIT;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        transaction.encode(sink);
        sink.putInt(ledgerId);
        QueueSettles.encodeAll(settles, sink);
    }

    static Commit decode(ByteReader reader) {
        return new Commit(TransactionId.decode(reader), reader.readInt(), QueueSettles.decodeAll(reader));
    }
}
