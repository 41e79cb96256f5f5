// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.journal.load;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Appends without waiting while fewer than a window of records are on their way. When the window is full it sleeps until
 * a quarter of it is free, so that it costs few wake-ups. Every sixteenth append is timed.
 */
public final class WindowAppender extends Appender {
    private static final int TIMED_EVERY = 16;

    private final Slot[] slots;
    private volatile @Nullable Thread thread;
    private int next;

    /** For {@link #append}. */
    public WindowAppender(JournalUnderLoad journal, byte[] body, int window) {
        this(new Progress(), journal, body, window);
    }

    WindowAppender(Progress progress, JournalUnderLoad journal, byte[] body, int window) {
        super(progress);
        this.slots = new Slot[window];
        for (int i = 0; i < window; i++) {
            slots[i] = new Slot(journal, body, i % TIMED_EVERY == 0);
        }
    }

    @Override
    void appendUntilOver() throws Exception {
        thread = Thread.currentThread();
        while (!progress().isOver()) {
            appendNext();
        }
        drain();
    }

    /** Appends that many records and returns when all are durable. */
    public void append(long records) throws Exception {
        thread = Thread.currentThread();
        for (long i = 0; i < records; i++) {
            appendNext();
        }
        drain();
    }

    private void appendNext() throws Exception {
        if (slots[next].isPending()) {
            slots[(next + slots.length / 4) % slots.length].await();
            slots[next].await();
        }
        slots[next].append();
        next = (next + 1) % slots.length;
    }

    private void drain() {
        for (Slot slot : slots) {
            slot.await();
        }
    }

    /** One record of the window. The appender starts it, a thread of the journal ends it. */
    private final class Slot implements Runnable {
        private final JournalUnderLoad.Append append;
        private final boolean timed;
        private boolean used;
        private long startNs;
        private long endNs;
        private volatile boolean pending;
        private volatile boolean awaited;

        Slot(JournalUnderLoad journal, byte[] body, boolean timed) {
            this.append = journal.asyncAppend(body, this);
            this.timed = timed;
        }

        boolean isPending() {
            return pending;
        }

        void append() throws Exception {
            if (used) {
                progress().confirmOne();
                if (timed) {
                    record(endNs - startNs);
                }
            }
            used = true;
            pending = true;
            startNs = timed ? System.nanoTime() : 0;
            append.run();
        }

        /** The record is durable. */
        @Override
        public void run() {
            if (timed) {
                endNs = System.nanoTime();
            }
            pending = false;
            if (awaited) {
                LockSupport.unpark(thread);
            }
        }

        void await() {
            if (pending) {
                awaited = true;
                while (pending) {
                    LockSupport.park(this);
                }
                awaited = false;
            }
        }
    }
}
