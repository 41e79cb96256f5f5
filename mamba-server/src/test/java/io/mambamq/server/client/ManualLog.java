// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.client;

import io.mambamq.core.command.Command;
import io.mambamq.core.command.CommandCodec;
import io.mambamq.journal.Checkpoint;
import io.mambamq.journal.CheckpointListener;
import io.mambamq.journal.JournalException;
import io.mambamq.journal.ReadCompletion;
import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.server.log.LogListener;
import io.mambamq.server.log.PartitionLog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/** A log in memory that commits when the test says so, and reads back when the test says so. */
public final class ManualLog implements PartitionLog {
    private record Read(long position, ReadCompletion completion) {}

    private final Map<Long, byte[]> bodies = new HashMap<>();
    private final ArrayDeque<Read> reads = new ArrayDeque<>();
    private List<Command> gathering = new ArrayList<>();
    private List<Command> inFlight = new ArrayList<>();
    private LogListener listener;
    private boolean awaited;
    private long position;

    /** What a proposal counts as. */
    public long bytesPerProposal = 100;

    /** Thrown by the next proposal. */
    public RuntimeException defect;

    @Override
    public void listen(LogListener value) {
        listener = value;
    }

    @Override
    public void propose(Command command) {
        if (defect != null) {
            throw defect;
        }
        gathering.add(command);
    }

    @Override
    public void hurry() {
        awaited |= !gathering.isEmpty();
    }

    @Override
    public boolean isLingering() {
        return !awaited && !gathering.isEmpty();
    }

    @Override
    public void handOver() {
        if (inFlight.isEmpty() && awaited) {
            inFlight = gathering;
            gathering = new ArrayList<>();
            awaited = false;
        }
    }

    @Override
    public boolean isIdle() {
        return inFlight.isEmpty() && gathering.isEmpty();
    }

    @Override
    public long outstandingBytes() {
        return bytesPerProposal * (inFlight.size() + gathering.size());
    }

    @Override
    public void onTick() {}

    @Override
    public boolean isCheckpointDue() {
        return false;
    }

    @Override
    public Checkpoint beginCheckpoint(long upTo, CheckpointListener checkpointListener) {
        throw new IllegalStateException("none is ever due");
    }

    /** Commands on their way to the disk. */
    public List<Command> inFlight() {
        return List.copyOf(inFlight);
    }

    /** The disk has synced what was on its way. */
    public void commit() {
        List<Command> committed = inFlight;
        inFlight = new ArrayList<>();
        handOver();
        for (Command command : committed) {
            ArraySink sink = new ArraySink(256);
            CommandCodec.encode(command, sink);
            bodies.put(++position, sink.toByteArray());
            listener.onCommit(position, command);
        }
        listener.onBatchEnd();
    }

    public void fail(JournalException cause) {
        listener.onLogFailed(cause);
    }

    public void space(boolean available) {
        listener.onSpace(available);
    }

    /** As {@link io.mambamq.server.body.BodySource}. */
    public boolean tryRead(int stream, long at, Executor executor, ReadCompletion completion) {
        reads.addLast(new Read(at, completion));
        return true;
    }

    public int readsPending() {
        return reads.size();
    }

    /** The disk delivers what was asked for first. */
    public void finishRead() {
        Read read = reads.removeFirst();
        read.completion.body(read.position, bodies.get(read.position));
    }

    /** The disk cannot deliver what was asked for first. */
    public void failRead() {
        Read read = reads.removeFirst();
        read.completion.failed(
                read.position, new JournalException(JournalException.Kind.CORRUPT, "damaged, for the test"));
    }
}
