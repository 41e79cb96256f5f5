// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.log;

import io.mambamq.core.PartitionMachine;
import io.mambamq.core.durable.StateSnapshot;
import io.mambamq.journal.Checkpoint;
import io.mambamq.journal.CheckpointListener;
import io.mambamq.journal.JournalException;
import io.mambamq.protocol.bytes.ArraySink;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes a checkpoint of the partition when its log wants one: a snapshot of the machine, a piece at a time as the disk takes
 * them, while the partition goes on. Confined to the partition's thread.
 */
public final class Checkpointer implements CheckpointListener {

    /** Small enough that writing a piece is nothing a client notices. */
    private static final int PIECE_BYTES = 64 << 10;

    private final PartitionMachine machine;
    private final PartitionLog log;
    private final Consumer<Throwable> defects;
    private final ArraySink sink = new ArraySink(PIECE_BYTES + (PIECE_BYTES >> 2));
    private long appliedPosition = -1;
    private @Nullable Checkpoint checkpoint;
    private @Nullable StateSnapshot snapshot;

    /** @param defects who is told that writing a snapshot failed */
    public Checkpointer(PartitionMachine machine, PartitionLog log, Consumer<Throwable> defects) {
        this.machine = machine;
        this.log = log;
        this.defects = defects;
    }

    /** The machine has applied the command at this position, and all before it. */
    public void applied(long position) {
        appliedPosition = position;
    }

    /** Begins a checkpoint if it is time for one. Not while a command is being applied. */
    public void onTick() {
        if (checkpoint == null && appliedPosition >= 0 && log.isCheckpointDue()) {
            Checkpoint begun = log.beginCheckpoint(appliedPosition, this);
            checkpoint = begun;
            snapshot = machine.beginSnapshot(begun::live);
            onRoom();
        }
    }

    @Override
    public void onRoom() {
        Checkpoint open = checkpoint;
        StateSnapshot written = snapshot;
        try {
            while (open != null && written != null && open.hasRoom()) {
                sink.clear();
                boolean more = written.writeNext(sink, PIECE_BYTES);
                open.write(sink.toByteArray());
                if (!more) {
                    snapshot = null;
                    written = null;
                    open.commit();
                }
            }
        } catch (RuntimeException | Error defect) {
            defects.accept(defect);
        }
    }

    @Override
    public void onCommitted() {
        checkpoint = null;
    }

    @Override
    public void onGivenUp(JournalException cause) {
        checkpoint = null;
        StateSnapshot unfinished = snapshot;
        snapshot = null;
        if (unfinished != null) {
            unfinished.abandon();
        }
    }
}
