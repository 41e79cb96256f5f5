// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.endurance;

import io.mambamq.journal.Checkpoint;
import io.mambamq.journal.CheckpointListener;
import io.mambamq.journal.Journal;
import io.mambamq.journal.JournalException;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Takes checkpoints of an index when its journal wants them. Confined to the owner's thread, but for what is said. */
final class CheckpointTaker implements CheckpointListener {
    private final Journal journal;
    private final OwnerIndex index;
    private final Executor owner;
    private final ArrayDeque<byte[]> pieces = new ArrayDeque<>();
    private @Nullable Checkpoint checkpoint;
    private @Nullable Runnable whenLastTaken;
    private int lastLeft = 2;
    private long endNs = Long.MIN_VALUE;
    private volatile long taken;

    /** @param owner runs what the journal has to say on the thread that ticks */
    CheckpointTaker(Journal journal, OwnerIndex index, Executor owner) {
        this.journal = journal;
        this.index = index;
        this.owner = owner;
    }

    /** Begins one if it is due. */
    void tick() {
        boolean wanted = whenLastTaken == null ? journal.isCheckpointDue() : lastLeft > 0;
        if (checkpoint == null && index.lastPosition() >= 0 && wanted) {
            lastLeft -= whenLastTaken == null ? 0 : 1;
            begin();
        }
    }

    /** Takes two more, due or not, and none after them: the second frees what the first made superfluous. */
    void takeLast(Runnable whenTaken) {
        whenLastTaken = whenTaken;
    }

    private void begin() {
        pieces.addAll(index.encode());
        Checkpoint begun = journal.beginCheckpoint(index.lastPosition(), owner, this);
        checkpoint = begun;
        index.live(begun::live);
        onRoom();
    }

    /** Whether one was being taken at any moment since then. */
    boolean wasTakingSince(long ns) {
        return checkpoint != null || (taken > 0 && endNs - ns >= 0);
    }

    /** How many came into force. Any thread. */
    long taken() {
        return taken;
    }

    @Override
    public void onRoom() {
        Checkpoint open = checkpoint;
        while (open != null && !pieces.isEmpty() && open.hasRoom()) {
            open.write(pieces.removeFirst());
            if (pieces.isEmpty()) {
                open.commit();
            }
        }
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    public void onCommitted() {
        checkpoint = null;
        endNs = System.nanoTime();
        taken++;
        if (whenLastTaken != null && lastLeft == 0) {
            whenLastTaken.run();
        }
    }

    @Override
    public void onGivenUp(JournalException cause) {
        if (cause.kind() == JournalException.Kind.CLOSED) {
            checkpoint = null;
            pieces.clear();
        } else {
            Failure.abort(cause);
        }
    }
}
