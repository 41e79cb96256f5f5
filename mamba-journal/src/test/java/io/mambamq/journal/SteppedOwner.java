// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.journal.sim.SimDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The owner of a journal on a simulated disk, one step at a time: it puts, takes, takes checkpoints and reads back. */
final class SteppedOwner {

    /** A segment of the smallest journal that may have checkpoints and a limit. */
    static final int SEGMENT_BYTES = 8 << 10;

    /** Its limit: nine segments. */
    static final int LOG_BYTES_MAX = 9 * SEGMENT_BYTES;

    private final OwnerState state;
    private final SteppedJournal journal;
    private int nextNumber;

    private SteppedOwner(OwnerState state, SteppedJournal journal) {
        this.state = state;
        this.journal = journal;
        this.nextNumber = state.lastNumber() + 1;
    }

    /** Opens the journal and restores the state. */
    static SteppedOwner open(JournalConfig config) throws IOException {
        OwnerState restored = new OwnerState();
        return new SteppedOwner(restored, SteppedJournal.open(config, restored));
    }

    /** As small as can be; what is live before the last checkpoint but one is carried out of the log at once. */
    static JournalConfig.Builder smallest(SimDisk disk) {
        return SteppedJournal.smallConfig(disk)
                .segmentBytes(SEGMENT_BYTES)
                .stagingBytes(1024)
                .batchesPerSyncMax(1)
                .readySegmentsMin(1)
                .recordBytesMax(2 << 10)
                .batchBytesMax(2 << 10)
                .reclaim(new ReclaimConfig(LOG_BYTES_MAX, 4 * SEGMENT_BYTES, 60_000, 0, 2 << 10));
    }

    OwnerState state() {
        return state;
    }

    SteppedJournal journal() {
        return journal;
    }

    /** Puts a thing, which is confirmed; its number. */
    int put(int stream, int bodyBytes) {
        int number = nextNumber;
        assertTrue(tryPut(stream, bodyBytes).isDurable(), "the put of " + number);
        return number;
    }

    AppendOutcome tryPut(int stream, int bodyBytes) {
        int number = nextNumber;
        byte[] body = new byte[bodyBytes];
        new Random(number).nextBytes(body);
        ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN).putInt(number);
        return append(OwnerState.PUT, stream, body);
    }

    void take(Collection<Integer> numbers) {
        ByteBuffer body = ByteBuffer.allocate(4 + 4 * numbers.size())
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(nextNumber);
        numbers.forEach(body::putInt);
        assertTrue(append(OwnerState.TAKE, 0, body.array()).isDurable(), "the take of " + numbers);
    }

    private AppendOutcome append(int userType, int stream, byte[] body) {
        RecordBatch batch = journal.newBatch();
        batch.add(userType, stream, body, 0, body.length);
        nextNumber++;
        AppendOutcome outcome = journal.appendNow(batch);
        if (outcome.isDurable()) {
            state.record(batch.position(0), userType, stream, ByteBuffer.wrap(body));
        }
        return outcome;
    }

    /** Takes a checkpoint, which comes into force. */
    void checkpoint() {
        assertNull(tryCheckpoint(), "without faults a checkpoint comes into force");
    }

    /** Takes a checkpoint; tells why it was given up, null where it came into force. */
    @Nullable
    JournalException tryCheckpoint() {
        Outcome outcome = new Outcome();
        Checkpoint checkpoint = journal.beginCheckpoint(state.lastPosition(), outcome);
        state.things().values().forEach(thing -> checkpoint.live(thing.stream(), thing.position()));
        ArrayDeque<byte[]> pieces = new ArrayDeque<>(state.encode(new Random(1)));
        while (!pieces.isEmpty() && !outcome.over) {
            while (!pieces.isEmpty() && checkpoint.hasRoom()) {
                checkpoint.write(pieces.removeFirst());
            }
            journal.runUntilIdle();
        }
        if (!outcome.over) {
            checkpoint.commit();
            journal.runUntilIdle();
        }
        assertTrue(outcome.over, "a checkpoint comes to an end");
        return outcome.cause;
    }

    /** Reads all that is there; why those things cannot be read that cannot, by number. */
    Map<Integer, JournalException> readAll() {
        Map<Integer, JournalException> unreadable = new TreeMap<>();
        List<Integer> wrong = new ArrayList<>();
        state.things().forEach((number, thing) -> {
            journal.read(thing.stream(), thing.position(), new ReadCompletion() {
                @Override
                public void body(long position, byte[] body) {
                    if (thing.bodyHash() != OwnerState.hash(ByteBuffer.wrap(body))) {
                        wrong.add(number);
                    }
                }

                @Override
                public void failed(long position, JournalException cause) {
                    unreadable.put(number, cause);
                }
            });
            journal.runReader();
        });
        assertEquals(List.of(), wrong, "things whose body is another");
        return unreadable;
    }

    /** Whether all that this state has is what the other one has. */
    boolean has(OwnerState expected) {
        return state.lastNumber() == expected.lastNumber()
                && state.lastPosition() == expected.lastPosition()
                && state.things().equals(expected.things());
    }

    void close() {
        journal.close();
    }

    private static final class Outcome implements CheckpointListener {

        private boolean over;
        private @Nullable JournalException cause;

        @Override
        public void onRoom() {
            // The next piece asks.
        }

        @Override
        public void onCommitted() {
            over = true;
        }

        @Override
        public void onGivenUp(JournalException why) {
            over = true;
            cause = why;
        }
    }
}
