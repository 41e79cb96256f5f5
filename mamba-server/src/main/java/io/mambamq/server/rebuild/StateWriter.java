// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.rebuild;

import io.mambamq.core.command.CompleteHeuristically;
import io.mambamq.core.command.DeclareDestination;
import io.mambamq.core.command.Prepare;
import io.mambamq.core.command.QueueSettles;
import io.mambamq.core.command.Send;
import io.mambamq.core.command.SequenceRangesBuilder;
import io.mambamq.core.command.Stage;
import io.mambamq.core.durable.DurableState;
import io.mambamq.core.durable.LoggedTransaction;
import io.mambamq.core.queue.QueueIndex;
import io.mambamq.journal.JournalException;
import io.mambamq.journal.format.StoredRecord;
import io.mambamq.journal.inspect.Finding;
import io.mambamq.journal.inspect.LostRange;
import io.mambamq.journal.inspect.RecordLookup;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.server.log.LogRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a durable state as the shortest log that leads to it. */
final class StateWriter {
    private final RecordLookup records;
    private final DurableState state;
    private final CommandSink sink;
    private final List<LostMessage> lost = new ArrayList<>();
    /** Of locked messages only, by queue: from the sequence that they had to the one that they get. */
    private final Map<Integer, Map<Long, Long>> newSequences = new HashMap<>();

    private long messages;
    private long nonPersistent;
    private long prepared;
    private long heuristic;
    private long rolledBack;

    StateWriter(RecordLookup records, DurableState state, CommandSink sink) {
        this.records = records;
        this.state = state;
        this.sink = sink;
    }

    void write() throws IOException {
        for (QueueIndex queue : state.catalog().queues()) {
            sink.add(new DeclareDestination(queue.id(), queue.name()));
        }
        for (QueueIndex queue : state.catalog().queues()) {
            writeQueue(queue);
        }
        for (LoggedTransaction transaction : state.transactions().transactions()) {
            writeTransaction(transaction);
        }
    }

    RebuildReport report(long settlesDropped, List<Finding> findings, List<LostRange> ranges) {
        return new RebuildReport(
                state.catalog().queues().size(),
                messages,
                prepared,
                heuristic,
                rolledBack,
                nonPersistent,
                settlesDropped,
                List.copyOf(findings),
                List.copyOf(ranges),
                List.copyOf(lost));
    }

    private void writeQueue(QueueIndex queue) throws IOException {
        long newSequence = 0;
        for (long sequence = queue.nextPresent(1);
                sequence != QueueIndex.NONE;
                sequence = queue.nextPresent(sequence + 1)) {
            boolean locked = queue.isLocked(sequence);
            if (!queue.isPersistent(sequence) && !locked) {
                nonPersistent++;
                continue;
            }
            EncodedMessage message = message(queue, sequence, queue.position(sequence));
            if (message == null) {
                continue;
            }
            sink.add(new Send(queue.id(), message));
            messages++;
            newSequence++;
            if (locked) {
                newSequences.computeIfAbsent(queue.id(), id -> new HashMap<>()).put(sequence, newSequence);
            }
        }
    }

    private void writeTransaction(LoggedTransaction transaction) throws IOException {
        switch (transaction.state()) {
            case STAGING -> rolledBack++;
            case PREPARED -> writePrepared(transaction);
            case HEURISTICALLY_COMMITTED, HEURISTICALLY_ROLLED_BACK -> {
                boolean committed = transaction.state() == LoggedTransaction.State.HEURISTICALLY_COMMITTED;
                sink.add(new Prepare(transaction.id(), List.of()));
                sink.add(new CompleteHeuristically(transaction.id(), committed));
                heuristic++;
            }
        }
    }

    private void writePrepared(LoggedTransaction transaction) throws IOException {
        for (LoggedTransaction.Staged staged : transaction.staged()) {
            QueueIndex queue = state.catalog().queues().get(staged.queueId() - 1);
            EncodedMessage message = message(queue, 0, staged.message().position());
            if (message != null) {
                sink.add(new Stage(transaction.id(), queue.id(), message));
            }
        }
        List<QueueSettles> settles = new ArrayList<>();
        for (QueueSettles old : transaction.settles()) {
            Map<Long, Long> renamed = newSequences.getOrDefault(old.queueId(), Map.of());
            SequenceRangesBuilder builder = new SequenceRangesBuilder();
            old.sequences().forEach(sequence -> {
                Long renamedTo = renamed.get(sequence);
                if (renamedTo != null) {
                    builder.add(renamedTo);
                }
            });
            if (!builder.isEmpty()) {
                settles.add(new QueueSettles(old.queueId(), builder.build()));
            }
        }
        sink.add(new Prepare(transaction.id(), settles));
        prepared++;
    }

    /** Null, and remembered as lost, where it cannot be read. */
    private @Nullable EncodedMessage message(QueueIndex queue, long sequence, long position) throws IOException {
        try {
            StoredRecord record = records.read(queue.id(), position);
            EncodedMessage message = LogRecord.message(record.userType(), ByteBuffer.wrap(record.body()));
            if (message != null) {
                return message;
            }
            lose(queue, sequence, position, "the record holds no message");
        } catch (JournalException e) {
            lose(queue, sequence, position, String.valueOf(e.getMessage()));
        }
        return null;
    }

    private void lose(QueueIndex queue, long sequence, long position, String reason) {
        lost.add(new LostMessage(queue.name().toString(), sequence, position, reason));
    }
}
