// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.core.command.Commit;
import io.mambamq.core.command.DeclareDestination;
import io.mambamq.core.command.Restarted;
import io.mambamq.core.command.Send;
import io.mambamq.core.command.SequenceRangesBuilder;
import io.mambamq.core.command.Settle;
import io.mambamq.core.command.SettleReason;
import io.mambamq.core.queue.QueueIndex;
import io.mambamq.core.snapshot.SnapshotFormatException;
import io.mambamq.protocol.message.DestinationName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateSnapshotTest {
    private static final int ORDERS = 1;

    private final SampleState sample = new SampleState();
    private final DurableState state = sample.state;

    @ParameterizedTest
    @ValueSource(ints = {1, 50, 400, 100_000})
    void isTheSameStateInPiecesOfAnySize(int bytesMax) {
        TakenSnapshot snapshot = TakenSnapshot.of(state, bytesMax);

        assertEquals(state.digest(), snapshot.restored().digest());
        assertEquals(bytesMax == 100_000, snapshot.pieces.size() == 1);
    }

    @Test
    void hasNothingOfAnEmptyStateButItsEnd() {
        DurableState empty = new DurableState();

        TakenSnapshot snapshot = TakenSnapshot.of(empty, 1_000);

        assertEquals(empty.digest(), snapshot.restored().digest());
        assertEquals(List.of(), snapshot.told);
    }

    @Test
    void keepsWhatLeavesAndDoesNotSeeWhatComesAfterItsBeginning() {
        long digest = state.digest();
        List<String> live = TakenSnapshot.liveIn(state);

        // given a snapshot that has begun
        TakenSnapshot snapshot = new TakenSnapshot(state);
        snapshot.writeNext(1);

        // when everything changes before it goes on
        sample.say(new DeclareDestination(4, DestinationName.queue("new")));
        sample.say(new Commit(SampleState.XA, List.of()));
        sample.say(new Restarted(0));
        sample.send(ORDERS, 1_000);
        settleAll(ORDERS);
        sample.send(4, 10);
        while (snapshot.writeNext(100)) {
            sample.send(ORDERS, 200);
        }

        // then it is what it was
        assertEquals(digest, snapshot.restored().digest());
        assertEquals(live.size(), snapshot.told.size());
        assertEquals(new HashSet<>(live), new HashSet<>(snapshot.told));
    }

    @Test
    void tellsOfTheBodiesOfABlockInTheOrderOfTheQueue() {
        TakenSnapshot snapshot = new TakenSnapshot(state);
        sample.send(ORDERS, 1);
        while (snapshot.writeNext(100)) {
            assertTrue(snapshot.pieces.size() < 100, "it ends");
        }

        List<String> block = TakenSnapshot.liveIn(state).subList(0, 100);
        int start = snapshot.told.indexOf(block.get(0));

        assertEquals(block, snapshot.told.subList(start, start + 100));
    }

    @Test
    void costsThreeToFiveBytesForAMessageOfAnOrdinaryQueue() {
        DurableState before = TakenSnapshot.of(state, Integer.MAX_VALUE).restored();
        sample.send(ORDERS, 10_000);

        int bytes = bytesOf(state) - bytesOf(before);

        assertTrue(bytes < 4 * 10_000, () -> bytes + " bytes for 10,000 messages");
    }

    private static int bytesOf(DurableState of) {
        return TakenSnapshot.of(of, Integer.MAX_VALUE).pieces.get(0).length;
    }

    @Test
    void onlyOneIsUnderWay() {
        TakenSnapshot first = new TakenSnapshot(state);

        assertThrows(IllegalStateException.class, () -> new TakenSnapshot(state));
        first.abandon();
        sample.send(ORDERS, 1);
        TakenSnapshot second = TakenSnapshot.of(state, 100);

        assertEquals(state.digest(), second.restored().digest());
        assertThrows(IllegalStateException.class, () -> first.writeNext(100));
        assertThrows(IllegalStateException.class, () -> second.writeNext(100));
    }

    @Test
    void anOldSnapshotThatIsAbandonedAgainDoesNotDisturbANewOne() {
        TakenSnapshot first = new TakenSnapshot(state);
        first.abandon();
        long digest = state.digest();
        TakenSnapshot second = new TakenSnapshot(state);

        first.abandon();
        settleAll(ORDERS);
        while (second.writeNext(1_000)) {
            assertTrue(second.pieces.size() < 100, "it ends");
        }

        assertEquals(digest, second.restored().digest());
    }

    @Test
    void refusesPiecesThatAreMissingDoubledOrInAnotherOrder() {
        List<byte[]> pieces = TakenSnapshot.of(state, 200).pieces;
        for (int i = 0; i < pieces.size(); i++) {
            List<byte[]> missing = new ArrayList<>(pieces);
            missing.remove(i);
            List<byte[]> doubled = new ArrayList<>(pieces);
            doubled.add(i, pieces.get(i));

            assertThrows(
                    SnapshotFormatException.class,
                    () -> TakenSnapshot.restored(missing).digest());
            assertThrows(
                    SnapshotFormatException.class,
                    () -> TakenSnapshot.restored(doubled).digest());
        }
    }

    @Test
    void appliesNoCommandBeforeTheLastPiece() {
        List<byte[]> pieces = TakenSnapshot.of(state, 200).pieces;
        DurableState restored = TakenSnapshot.restored(pieces.subList(0, pieces.size() - 1));

        assertThrows(SnapshotFormatException.class, () -> restored.apply(1L << 40, new Restarted(0)));
    }

    @Test
    void restoresOnlyAnEmptyState() {
        byte[] piece = TakenSnapshot.of(state, Integer.MAX_VALUE).pieces.get(0);

        assertThrows(IllegalStateException.class, () -> state.restore(piece, 0, piece.length));
    }

    @Test
    void aQueueGoesOnAfterItsRestore() {
        // given a queue with an old message, released blocks behind it, and nothing else
        DurableState before = TakenSnapshot.of(state, Integer.MAX_VALUE).restored();
        sample.send(ORDERS, 5_000);
        settleAll(ORDERS, 4);
        sample.send(ORDERS, 1);
        long newest = orders(state).nextSequence() - 1;

        // when it is restored
        DurableState restored = TakenSnapshot.of(state, 500).restored();

        // then the old message and the newest are there, and the next one gets its sequence
        QueueIndex queue = orders(restored);
        assertEquals(4, queue.nextPresent(1));
        assertEquals(newest, lastPresent(queue));
        assertEquals(orders(state).messageCount(), queue.messageCount());
        assertFalse(queue.isPresent(1_000));
        sample.send(ORDERS, 1);
        assertEquals(newest + 1, lastPresent(orders(state)));
        assertTrue(orders(before).isPresent(5));
    }

    @Test
    void anEmptyQueueKeepsItsNextSequence() {
        // given queues that end at every place around the end of a block, and are empty
        for (int count = 0; count < 300; count++) {
            DurableState full = new DurableState();
            full.apply(1, new DeclareDestination(1, DestinationName.queue("q")));
            for (int i = 0; i < count; i++) {
                full.apply(2 + i, send());
            }
            settleAll(full, 1, QueueIndex.NONE);

            // when they are restored
            DurableState restored = TakenSnapshot.of(full, 100).restored();

            // then the next message goes on where they ended
            full.apply(1_000, send());
            restored.apply(1_000, send());
            assertEquals(count + 1, restored.catalog().queue(1).nextPresent(1));
            assertEquals(full.digest(), restored.digest());
        }
    }

    @Test
    void keepsAnEmptyNewestBlockThatTheNextMessageReplaces() {
        // given an empty queue whose next message begins a block
        DurableState empty = new DurableState();
        empty.apply(1, new DeclareDestination(1, DestinationName.queue("q")));
        for (int i = 1; i < 128; i++) {
            empty.apply(1 + i, send());
        }
        settleAll(empty, 1, QueueIndex.NONE);
        long digest = empty.digest();

        // when that message comes while a snapshot is under way
        TakenSnapshot snapshot = new TakenSnapshot(empty);
        empty.apply(1_000, send());
        assertFalse(snapshot.writeNext(10_000));

        // then the snapshot has the queue as it was, and it can go on
        DurableState restored = snapshot.restored();
        assertEquals(digest, restored.digest());
        restored.apply(1_000, send());
        assertEquals(empty.digest(), restored.digest());
    }

    @Test
    void stepsOverALongGapInPiecesToo() {
        // given an old message, and a hundred thousand after it that are gone
        DurableState gap = new DurableState();
        gap.apply(1, new DeclareDestination(1, DestinationName.queue("q")));
        for (int i = 0; i < 100_000; i++) {
            gap.apply(2 + i, send());
        }
        settleAll(gap, 1, 1);

        // when it is saved in small pieces
        TakenSnapshot snapshot = TakenSnapshot.of(gap, 100);

        // then the steps over the gap count, and it is all there
        assertTrue(snapshot.pieces.size() > 5, () -> snapshot.pieces.size() + " pieces");
        assertEquals(gap.digest(), snapshot.restored().digest());
    }

    private static Send send() {
        return new Send(1, SampleState.message(SampleState.headers()));
    }

    private static QueueIndex orders(DurableState of) {
        return of.catalog().queue(ORDERS);
    }

    private static long lastPresent(QueueIndex queue) {
        long last = QueueIndex.NONE;
        for (long next = queue.nextPresent(1); next != QueueIndex.NONE; next = queue.nextPresent(next + 1)) {
            last = next;
        }
        return last;
    }

    private void settleAll(int queueId) {
        settleAll(queueId, QueueIndex.NONE);
    }

    private void settleAll(int queueId, long but) {
        settleAll(state, queueId, but);
    }

    private static void settleAll(DurableState of, int queueId, long but) {
        QueueIndex queue = of.catalog().queue(queueId);
        SequenceRangesBuilder all = new SequenceRangesBuilder();
        for (long next = queue.nextPresent(1); next != QueueIndex.NONE; next = queue.nextPresent(next + 1)) {
            if (next != but && !queue.isLocked(next)) {
                all.add(next);
            }
        }
        of.apply(1L << 40, new Settle(queueId, SettleReason.CONSUMED, all.build()));
    }
}
