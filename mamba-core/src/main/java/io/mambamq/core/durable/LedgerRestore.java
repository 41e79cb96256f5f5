// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.durable;

import io.mambamq.core.command.ClientKey;
import io.mambamq.core.snapshot.SnapshotFormatException;
import io.mambamq.core.snapshot.Varint;
import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.transaction.TransactionId;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes clients and ledgers from what a {@link LedgerSnapshot} saved of them. */
final class LedgerRestore {
    private final Map<ClientKey, LoggedClient> clients = new LinkedHashMap<>();
    private final BitSet ids = new BitSet();
    /** The client to whom the ledgers that follow belong; null before the first. */
    private @Nullable LoggedClient client;

    LedgerRestore() {}

    void client(ByteReader fields) {
        client = new LoggedClient(ClientKey.decode(fields));
        if (clients.put(client.key(), client) != null) {
            throw new SnapshotFormatException("client " + client.key() + " comes twice in a snapshot");
        }
    }

    void ledger(ByteReader fields) {
        if (client == null) {
            throw new SnapshotFormatException("a ledger comes before its client in a snapshot");
        }
        int id = fields.readInt();
        int number = fields.readInt();
        TransactionId committed = fields.readBoolean() ? TransactionId.decode(fields) : null;
        if (id < 1 || id > LedgerTable.ID_MAX || ids.get(id)) {
            throw new SnapshotFormatException("a ledger with the id " + id + ", which is not allowed or not free");
        }
        ids.set(id);
        if (client.add(new LoggedLedger(id, client.key(), number, sent(fields), committed)) != null) {
            throw new SnapshotFormatException("ledger " + number + " of client " + client.key() + " comes twice");
        }
    }

    private static SentSequences sent(ByteReader fields) {
        long last = fields.readLong();
        if (last < 0) {
            throw new SnapshotFormatException("a ledger with the last sequence " + last);
        }
        SentSequences sent = SentSequences.behind(Math.max(0, last - SentSequences.WINDOW));
        long next = sent.last() + 1;
        while (fields.remaining() > 0) {
            long first = next + Varint.readInt(fields);
            next = first + Varint.readInt(fields);
            if (next <= first || next - 1 > last) {
                throw new SnapshotFormatException(
                        "sends from " + first + " to " + (next - 1) + " in a ledger to " + last);
            }
            for (long sequence = first; sequence < next; sequence++) {
                sent.add(sequence);
            }
        }
        if (next - 1 != last) {
            throw new SnapshotFormatException(
                    "a ledger that ends at " + (next - 1) + " where " + last + " is the last");
        }
        return sent;
    }

    /** That was all. Returns the clients in their order. */
    List<LoggedClient> finish(int clientCount, int ledgerCount) {
        if (clients.size() != clientCount || ids.cardinality() != ledgerCount) {
            throw new SnapshotFormatException(clients.size() + " of " + clientCount + " clients and "
                    + ids.cardinality() + " of " + ledgerCount + " ledgers in a snapshot");
        }
        return List.copyOf(clients.values());
    }
}
