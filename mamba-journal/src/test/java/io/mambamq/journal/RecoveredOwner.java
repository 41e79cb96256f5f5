// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import io.mambamq.journal.OwnerProgress.Account;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

/**
 * A journal as a killed process left it, opened, and its owner's state, both held against the account of what the process
 * had been told.
 */
final class RecoveredOwner implements AutoCloseable {

    private static final int SEGMENT_BYTES = 256 << 10;
    private static final int LOG_SEGMENTS_MAX = 10;
    private static final int PAGE_FILE_BYTES = 64 << 10;
    private static final int RECORDS_PER_APPEND_MAX = 4;
    private static final int READS_PENDING_MAX = 64;

    private final OwnerState state = new OwnerState();
    private final Journal journal;
    private int checkpointed;

    private RecoveredOwner(Path directory) throws JournalException {
        this.journal = Journal.open(config(directory), new Replay());
    }

    /**
     * Opens the journal and verifies what came back.
     *
     * @throws AssertionError where anything confirmed is missing, or anything is there that should not be
     */
    static RecoveredOwner open(Path directory) throws Exception {
        Account account = OwnerProgress.read(directory);
        RecoveredOwner recovered = new RecoveredOwner(directory);
        try {
            recovered.verify(account);
            recovered.readAll();
            return recovered;
        } catch (Throwable e) {
            recovered.close();
            throw e;
        }
    }

    private static JournalConfig config(Path directory) {
        return JournalConfig.builder(directory)
                .segmentBytes(SEGMENT_BYTES)
                .stagingBytes(16 << 10)
                .recordBytesMax(NumberedHistory.BODY_BYTES_MAX)
                .batchBytesMax(RECORDS_PER_APPEND_MAX * (NumberedHistory.BODY_BYTES_MAX + 1_000L))
                .appendsPendingMax(32)
                .readsPendingMax(READS_PENDING_MAX)
                .reclaim(new ReclaimConfig(
                        LOG_SEGMENTS_MAX * (long) SEGMENT_BYTES, SEGMENT_BYTES, 1_000, 1, PAGE_FILE_BYTES))
                .build();
    }

    Journal journal() {
        return journal;
    }

    OwnerState state() {
        return state;
    }

    /** How many records of the history came back. */
    int recordCount() {
        return state.lastNumber() + 1;
    }

    @Override
    public void close() {
        journal.close();
    }

    private void verify(Account account) {
        check(recordCount() >= account.confirmed(), () -> recordCount() + " records came back, " + account);
        check(checkpointed >= account.checkpointed(), () -> "restored with " + checkpointed + " records, " + account);
        Set<Integer> expected = NumberedHistory.thingsAfter(recordCount());
        Set<Integer> found = state.things().keySet();
        check(found.containsAll(expected), () -> "lost: " + without(expected, found) + ", " + account);
        check(expected.containsAll(found), () -> "taken, and back: " + without(found, expected) + ", " + account);
    }

    private void readAll() throws InterruptedException {
        BlockingQueue<String> outcomes = new LinkedBlockingQueue<>(READS_PENDING_MAX);
        List<Integer> numbers = new ArrayList<>(state.things().keySet());
        int asked = 0;
        for (int answered = 0; answered < numbers.size(); answered++) {
            while (asked < numbers.size()
                    && asked - answered < READS_PENDING_MAX
                    && read(numbers.get(asked), outcomes)) {
                asked++;
            }
            String outcome = outcomes.take();
            check(outcome.isEmpty(), () -> outcome);
        }
    }

    private boolean read(int number, BlockingQueue<String> outcomes) {
        OwnerState.Thing thing = state.things().get(number);
        return journal.tryRead(thing.stream(), thing.position(), Runnable::run, new ReadCompletion() {
            @Override
            public void body(long position, byte[] body) {
                boolean same = ByteBuffer.wrap(body).equals(ByteBuffer.wrap(NumberedHistory.putBody(number)));
                outcomes.add(same ? "" : "thing " + number + " has another body");
            }

            @Override
            public void failed(long position, JournalException cause) {
                outcomes.add("thing " + number + " cannot be read: " + cause);
            }
        });
    }

    private static Set<Integer> without(Set<Integer> numbers, Set<Integer> others) {
        Set<Integer> rest = new TreeSet<>(numbers);
        rest.removeAll(others);
        return rest;
    }

    private static void check(boolean holds, Supplier<String> message) {
        if (!holds) {
            throw new AssertionError(message.get());
        }
    }

    /** Restores the state, and notes how much of it came from the checkpoint. */
    private final class Replay implements ReplayHandler {

        @Override
        public void checkpoint(ByteBuffer piece) {
            state.checkpoint(piece);
            checkpointed = state.lastNumber() + 1;
        }

        @Override
        public void record(long position, int userType, int stream, ByteBuffer body) {
            int before = state.lastNumber();
            state.record(position, userType, stream, body);
            check(state.lastNumber() == before + 1, () -> state.lastNumber() + " came after " + before);
        }

        @Override
        public void live(LiveRecords live) {
            state.live(live);
        }
    }
}
