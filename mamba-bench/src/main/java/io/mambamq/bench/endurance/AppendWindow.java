// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.endurance;

import io.mambamq.journal.Completion;
import io.mambamq.journal.Journal;
import io.mambamq.journal.JournalException;
import io.mambamq.journal.RecordBatch;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;

/**
 * A number of appends that may be on their way at once. One thread fills and appends them; the owner's thread applies what is
 * durable to its index.
 */
final class AppendWindow {

    /** Learns on the owner's thread that an append is durable and applied. */
    @FunctionalInterface
    interface Confirmed {
        void confirmed(long startNs);
    }

    /** A batch begins so small, and grows with what it gets: most of the heap should be the journal's. */
    private static final int BATCH_BYTES = 1 << 10;

    private final Journal journal;
    private final Executor owner;
    private final OwnerIndex index;
    private final Confirmed confirmed;
    private final BlockingQueue<Slot> free;
    private final int size;

    AppendWindow(Journal journal, Executor owner, OwnerIndex index, int size, Confirmed confirmed) {
        this.journal = journal;
        this.owner = owner;
        this.index = index;
        this.confirmed = confirmed;
        this.size = size;
        this.free = new ArrayBlockingQueue<>(size);
        for (int i = 0; i < size; i++) {
            free.add(new Slot(journal.newBatch(BATCH_BYTES)));
        }
    }

    /** An empty append, as soon as there is one. */
    Slot next() throws InterruptedException {
        Slot slot = free.take();
        slot.batch.clear();
        slot.count = 0;
        return slot;
    }

    /** Returns when all appends are durable. */
    void drain() throws InterruptedException {
        Slot[] all = new Slot[size];
        for (int i = 0; i < size; i++) {
            all[i] = free.take();
        }
        for (Slot slot : all) {
            free.add(slot);
        }
    }

    /** One append: filled and appended by the appender, then the journal's until it is free again. */
    final class Slot implements Completion {
        static final int RECORDS_MAX = 64;

        private final RecordBatch batch;
        private final int[] userTypes = new int[RECORDS_MAX];
        private int count;
        private long startNs;

        private Slot(RecordBatch batch) {
            this.batch = batch;
        }

        /** Adds a record; at most {@value #RECORDS_MAX}. */
        void add(int userType, byte[] body) {
            userTypes[count++] = userType;
            batch.add(userType, index.stream(userType), body, 0, body.length);
        }

        /** @param startedNs when the appender wanted it to begin */
        void append(long startedNs) throws InterruptedException {
            startNs = startedNs;
            journal.append(batch, owner, this);
        }

        @Override
        public void durable(RecordBatch durable) {
            for (int i = 0; i < count; i++) {
                index.apply(batch.position(i), userTypes[i]);
            }
            confirmed.confirmed(startNs);
            free.add(this);
        }

        @Override
        public void failed(RecordBatch failed, JournalException cause) {
            Failure.abort(cause);
        }
    }
}
