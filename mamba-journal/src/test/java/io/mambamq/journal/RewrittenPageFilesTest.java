// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.journal.sim.SimDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Page files of which little is live")
class RewrittenPageFilesTest {

    private static final int SEGMENT_BYTES = 8 << 10;
    private static final int BATCH_BYTES = 4 << 10;
    private static final int BODY_BYTES = 200;

    /** Every checkpoint carries what is live, but for what came since the last two. */
    private static final ReclaimConfig TINY_LOG = new ReclaimConfig(
            ReclaimConfig.SEGMENTS_MIN * SEGMENT_BYTES + 4 * BATCH_BYTES, 4 * SEGMENT_BYTES, 60_000, 0, 1 << 20);

    private final SimDisk disk = new SimDisk(1);
    private final JournalConfig config = SteppedJournal.smallConfig(disk)
            .segmentBytes(SEGMENT_BYTES)
            .stagingBytes(2 << 10)
            .recordBytesMax(BATCH_BYTES)
            .batchBytesMax(BATCH_BYTES)
            .reclaim(TINY_LOG)
            .build();
    private final OwnerState state = new OwnerState();
    private SteppedJournal journal = SteppedJournal.open(config, state);
    private int counter;

    RewrittenPageFilesTest() throws IOException {}

    @Test
    @DisplayName("are rewritten without covering what another file holds in between")
    void rangesStayApart() throws IOException {
        // Given a file with what is left of an old stretch, another with a newer stretch, and a third that was written
        // from the first and the log: what is in the second lies between two things of the third
        List<Integer> oldest = put(20);
        carry();
        List<Integer> between = put(20);
        carry();
        take(oldest.subList(0, 19));
        List<Integer> newest = put(20);
        carry();
        carry();
        // When of the third so little is left that it is rewritten in turn
        take(newest.subList(0, 18));
        carry();
        carry();
        // Then all is found, now and after a restart
        List<Integer> left = new ArrayList<>(oldest.subList(19, 20));
        left.addAll(between);
        left.addAll(newest.subList(18, 20));
        assertTrue(state.things().keySet().containsAll(left));
        left.forEach(this::read);
        restart();
        left.forEach(this::read);
    }

    private List<Integer> put(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    byte[] body = new byte[BODY_BYTES];
                    ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN).putInt(counter);
                    append(OwnerState.PUT, body);
                    return counter++;
                })
                .toList();
    }

    private void take(List<Integer> numbers) {
        ByteBuffer body = ByteBuffer.allocate(4 + 4 * numbers.size())
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(counter++);
        numbers.forEach(body::putInt);
        append(OwnerState.TAKE, body.array());
    }

    /** Moves all that is there now out of the log, by two checkpoints and much that is taken at once. */
    private void carry() {
        for (int i = 0; i < 3; i++) {
            take(put(25));
            checkpoint();
        }
    }

    private void append(int userType, byte[] body) {
        RecordBatch batch = journal.newBatch();
        batch.add(userType, 0, body, 0, body.length);
        assertTrue(journal.appendNow(batch).isDurable());
        state.record(batch.position(0), userType, 0, ByteBuffer.wrap(body));
    }

    private void checkpoint() {
        int[] committed = {0};
        Random random = new Random(1);
        while (committed[0] == 0) {
            SimulatedCheckpoint checkpoint = SimulatedCheckpoint.begin(journal, state, random, () -> committed[0]++);
            while (committed[0] == 0 && checkpoint.goOn(random)) {
                journal.runUntilIdle();
            }
            journal.runUntilIdle();
        }
    }

    private void restart() throws IOException {
        journal.close();
        OwnerState recovered = new OwnerState();
        journal = SteppedJournal.open(config, recovered);
        assertEquals(state.things().keySet(), recovered.things().keySet());
    }

    private void read(int number) {
        OwnerState.Thing thing = state.things().get(number);
        List<Integer> hashes = new ArrayList<>();
        journal.read(thing.stream(), thing.position(), new ReadCompletion() {
            @Override
            public void body(long position, byte[] body) {
                hashes.add(OwnerState.hash(ByteBuffer.wrap(body)));
            }

            @Override
            public void failed(long position, JournalException cause) {
                throw new AssertionError("thing " + number + ": " + cause.getMessage(), cause);
            }
        });
        journal.runUntilIdle();
        assertEquals(List.of(thing.bodyHash()), hashes);
    }
}
