// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.durable;

import io.mambamq.core.snapshot.EntryType;
import io.mambamq.core.snapshot.PieceWriter;
import io.mambamq.core.snapshot.Varint;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.transaction.TransactionId;

/**
 * The part of a snapshot that is about clients and their ledgers: one client after the other, each followed by its ledgers.
 * There is little of it, so it is gathered when the snapshot begins.
 *
 * <pre>
 *  CLIENT   key
 *           as in the log's commands
 *
 *  LEDGER   id    number   committed                            last sequence   ranges, until the fields end, of
 *           u32   u32      u8 0, or 1 and a transaction's id    u64             left out   sent
 *                                                                               varint     varint
 *
 *           ranges   begin with the window that ends at the last sequence: so many sequences are left out, so many sent
 * </pre>
 */
final class LedgerSnapshot {
    private final PieceWriter writer;
    private final int clientCount;
    private int ledgerCount;

    LedgerSnapshot(LedgerTable table, PieceWriter writer) {
        this.writer = writer;
        this.clientCount = table.clients().size();
        table.clients().forEach(this::save);
    }

    int clientCount() {
        return clientCount;
    }

    int ledgerCount() {
        return ledgerCount;
    }

    private void save(LoggedClient client) {
        client.key().encode(writer.beginEntry(EntryType.CLIENT));
        writer.endEntry();
        client.ledgers().forEach(this::save);
        ledgerCount += client.ledgers().size();
    }

    private void save(LoggedLedger ledger) {
        ByteSink sink = writer.beginEntry(EntryType.LEDGER);
        sink.putInt(ledger.id());
        sink.putInt(ledger.number());
        TransactionId committed = ledger.committed();
        sink.putByte(committed == null ? 0 : 1);
        if (committed != null) {
            committed.encode(sink);
        }
        SentSequences sent = ledger.sent();
        sink.putLong(sent.last());
        long[] next = {sent.windowStart()};
        sent.forEachRange((first, last) -> {
            Varint.put(sink, first - next[0]);
            Varint.put(sink, last - first + 1);
            next[0] = last + 1;
        });
        writer.endEntry();
    }
}
