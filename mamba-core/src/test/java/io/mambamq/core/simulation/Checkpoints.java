// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mambamq.core.PartitionMachine;
import io.mambamq.core.durable.StateSnapshot;
import io.mambamq.protocol.bytes.ArraySink;
import java.util.ArrayList;
import java.util.List;

/**
 * Snapshots of the living machine, written piece by piece while it goes on. Each one that is finished must be the state of
 * its beginning, and have told of every body that was live then; the newest stands for the beginning of the log.
 */
final class Checkpoints {
    private static final class Checkpoint {
        final int commands;
        final List<byte[]> pieces = new ArrayList<>();

        /** @param commands of the log that it stands for */
        Checkpoint(int commands) {
            this.commands = commands;
        }
    }

    private final World world;
    private Checkpoint newest = new Checkpoint(0);
    // Of the snapshot that is being written; null if there is none.
    private StateSnapshot snapshot;
    private Checkpoint growing;
    private long digestAtBegin;
    private List<NaiveBroker.Live> liveAtBegin;
    private List<NaiveBroker.Live> told;

    Checkpoints(World world) {
        this.world = world;
    }

    boolean isWriting() {
        return snapshot != null;
    }

    void begin() {
        world.note("snapshot");
        growing = new Checkpoint(world.log.committedCount());
        digestAtBegin = world.machine.digest();
        liveAtBegin = world.oracle.live();
        told = new ArrayList<>();
        List<NaiveBroker.Live> listener = told;
        snapshot = world.machine.beginSnapshot(
                (queueId, position) -> listener.add(new NaiveBroker.Live(queueId, position)));
    }

    void writeNext(int bytesMax) {
        world.note("piece of the snapshot");
        ArraySink piece = new ArraySink(64);
        boolean more = snapshot.writeNext(piece, bytesMax);
        growing.pieces.add(piece.toByteArray());
        if (!more) {
            finished();
        }
    }

    void abandon() {
        world.note("snapshot abandoned");
        snapshot.abandon();
        snapshot = null;
    }

    /** The process died: only what was finished is left. */
    void crash() {
        snapshot = null;
    }

    private void finished() {
        world.note("snapshot finished");
        snapshot = null;
        newest = growing;
        PartitionMachine alone = withPieces();
        assertEquals(digestAtBegin, alone.digest(), "a snapshot is the state of its beginning");
        assertEquals(liveAtBegin, NaiveBroker.sorted(told), "live bodies that the snapshot told of");
        assertEquals(liveAtBegin, liveIn(alone), "live bodies of the restored state");
        assertEquals(world.machine.digest(), restored().digest(), "a snapshot and later commands are the whole log");
    }

    /** A machine with the newest snapshot and the commands behind it; with all commands if there is none. */
    PartitionMachine restored() {
        PartitionMachine machine = withPieces();
        world.log.replay(newest.commands, machine::apply);
        return machine;
    }

    static List<NaiveBroker.Live> liveIn(PartitionMachine machine) {
        List<NaiveBroker.Live> live = new ArrayList<>();
        machine.forEachLive((queueId, position) -> live.add(new NaiveBroker.Live(queueId, position)));
        return NaiveBroker.sorted(live);
    }

    private PartitionMachine withPieces() {
        PartitionMachine machine = new PartitionMachine(World.CONFIG, world.log);
        newest.pieces.forEach(piece -> machine.restore(piece, 0, piece.length));
        return machine;
    }
}
