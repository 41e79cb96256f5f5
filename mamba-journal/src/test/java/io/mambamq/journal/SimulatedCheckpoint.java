// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A checkpoint on its way, written bit by bit while other things happen. */
final class SimulatedCheckpoint implements CheckpointListener {

    private final ArrayDeque<byte[]> pieces;
    private final ArrayDeque<OwnerState.Thing> live;
    private final Runnable onCommitted;
    private final Checkpoint checkpoint;
    private boolean handedOver;
    private boolean over;

    private SimulatedCheckpoint(SteppedJournal journal, OwnerState state, Random random, Runnable onCommitted) {
        this.pieces = new ArrayDeque<>(state.encode(random));
        List<OwnerState.Thing> things = new ArrayList<>(state.things().values());
        Collections.shuffle(things, random);
        this.live = new ArrayDeque<>(things);
        this.onCommitted = onCommitted;
        this.checkpoint = journal.beginCheckpoint(state.lastPosition(), this);
    }

    /** Of the state as it is now. */
    static SimulatedCheckpoint begin(SteppedJournal journal, OwnerState state, Random random, Runnable onCommitted) {
        return new SimulatedCheckpoint(journal, state, random, onCommitted);
    }

    /** Does a bit; false when there is nothing more to do. */
    boolean goOn(Random random) {
        if (over || handedOver) {
            return !over;
        }
        if (random.nextInt(100) == 0) {
            checkpoint.abandon();
            over = true;
            return false;
        }
        for (int i = random.nextInt(50); i > 0 && !live.isEmpty(); i--) {
            OwnerState.Thing thing = live.removeFirst();
            checkpoint.live(thing.stream(), thing.position());
        }
        while (!pieces.isEmpty() && checkpoint.hasRoom() && random.nextInt(4) > 0) {
            checkpoint.write(pieces.removeFirst());
        }
        if (pieces.isEmpty() && live.isEmpty()) {
            checkpoint.commit();
            handedOver = true;
        }
        return true;
    }

    @Override
    public void onRoom() {
        // The next bit asks.
    }

    @Override
    public void onCommitted() {
        over = true;
        onCommitted.run();
    }

    @Override
    public void onGivenUp(JournalException cause) {
        over = true;
    }
}
