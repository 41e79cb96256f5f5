// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.story;

import static io.mambamq.core.story.Broker.QUEUE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mambamq.core.MachineConfig;
import io.mambamq.core.PartitionMachine;
import io.mambamq.core.durable.StateSnapshot;
import io.mambamq.core.effect.BodyReleased;
import io.mambamq.core.effect.Effect;
import io.mambamq.core.simulation.Messages;
import io.mambamq.core.snapshot.SnapshotFormatException;
import io.mambamq.protocol.bytes.ArraySink;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SnapshotTest {
    private final Broker broker = Broker.started();

    @BeforeEach
    void aSessionIsOpen() {
        broker.open(1);
    }

    @Test
    void aMachineGoesOnFromASnapshotAndTheCommandsBehindIt() {
        // given messages before and after the beginning of a snapshot
        broker.send(1, 10);
        broker.send(1, 0, Messages.headers(11).destination(QUEUE).priority(9));
        broker.send(1, 0, Messages.headers(12).destination(QUEUE).deliveryTimeMs(1_000_000));
        broker.commit();
        int commands = broker.log.committedCount();
        StateSnapshot snapshot = broker.machine.beginSnapshot((queueId, position) -> {});
        broker.send(1, 13);
        broker.commit();
        broker.effects();
        broker.attachWithCredit(1, 1);
        assertEquals(List.of("11/1", "10/1", "13/1"), broker.deliveries());
        broker.accept(1, 1);
        broker.commit();

        // when a new machine starts from it
        PartitionMachine machine = restored(piecesOf(snapshot, 10));
        broker.log.replay(commands, machine::apply);
        broker.machine = machine;
        machine.start(2_000);
        broker.commit();

        // then it delivers what is left, and the delayed message in its time
        broker.open(2);
        broker.attachWithCredit(2, 1);
        assertEquals(List.of("10/2", "13/2"), broker.deliveries());
        machine.tick(1_000_000);
        assertEquals(List.of("12/2"), broker.deliveries());
    }

    @Test
    void aPreparedBranchSurvivesInASnapshot() {
        broker.begin(1, 1, Broker.xa(7));
        broker.send(1, 1, Messages.headers(10).destination(QUEUE));
        broker.machine.prepareTransaction(1, 0, Broker.xa(7));
        broker.commit();

        broker.machine = restored(piecesOf(broker.machine.beginSnapshot((queueId, position) -> {}), 1_000));
        broker.machine.start(2_000);
        broker.commit();

        broker.open(2);
        assertEquals(List.of(Broker.xa(7)), broker.inDoubt(2));
        broker.machine.commitTransaction(2, 0, Broker.xa(7), false);
        broker.commit();
        assertEquals(1, broker.messageCount());
    }

    @Test
    void whatIsLiveIsKnownByItsQueueAndItsPosition() {
        broker.send(1, 10);
        broker.begin(1, 1, Broker.local(1));
        broker.send(1, 1, Messages.headers(11).destination(QUEUE));
        broker.commit();
        List<BodyReleased> live = new ArrayList<>();
        broker.machine.forEachLive((queueId, position) -> live.add(new BodyReleased(queueId, position)));

        broker.effects();
        broker.attachWithCredit(1, 1);
        broker.accept(1, 1);
        broker.machine.rollbackTransaction(1, 0, Broker.local(1));
        broker.commit();
        List<Effect> effects = new ArrayList<>();
        broker.machine.drainEffects(effects::add);

        assertEquals(
                live, effects.stream().filter(BodyReleased.class::isInstance).toList());
        broker.machine.forEachLive((queueId, position) -> {
            throw new AssertionError("position " + position + " of queue " + queueId + " is not live any more");
        });
    }

    @Test
    void doesNotStartBeforeTheLastPiece() {
        broker.send(1, 10);
        broker.commit();
        List<byte[]> pieces = piecesOf(broker.machine.beginSnapshot((queueId, position) -> {}), 10);

        PartitionMachine machine = restored(pieces.subList(0, pieces.size() - 1));

        assertThrows(SnapshotFormatException.class, () -> machine.start(2_000));
    }

    @Test
    void restoringEndsWithTheStart() {
        byte[] piece = piecesOf(broker.machine.beginSnapshot((queueId, position) -> {}), 10)
                .get(0);

        assertThrows(IllegalStateException.class, () -> broker.machine.restore(piece, 0, piece.length));
    }

    private static List<byte[]> piecesOf(StateSnapshot snapshot, int bytesMax) {
        List<byte[]> pieces = new ArrayList<>();
        boolean more = true;
        while (more) {
            ArraySink sink = new ArraySink(16);
            more = snapshot.writeNext(sink, bytesMax);
            pieces.add(sink.toByteArray());
        }
        return pieces;
    }

    private PartitionMachine restored(List<byte[]> pieces) {
        PartitionMachine machine = new PartitionMachine(MachineConfig.DEFAULT, broker.log);
        pieces.forEach(piece -> machine.restore(piece, 0, piece.length));
        return machine;
    }
}
