// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.endurance;

import io.mambamq.journal.Journal;
import io.mambamq.journal.JournalConfig;
import io.mambamq.journal.JournalException;
import io.mambamq.journal.ReadCompletion;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a restart finds.
 *
 * @param live messages that should be there
 * @param readable messages whose bodies can be read
 */
record LiveCheck(long live, long readable) {
    private static final int READS_MAX = 512;

    /** Opens the journal and reads every live message. */
    static LiveCheck of(JournalConfig config) throws JournalException {
        OwnerIndex index = SoakQueues.newIndex();
        AtomicLong readable = new AtomicLong();
        try (Journal journal = Journal.open(config, index)) {
            Semaphore reads = new Semaphore(READS_MAX);
            index.live((stream, position) -> {
                reads.acquireUninterruptibly();
                journal.tryRead(stream, position, Runnable::run, new Read(readable, reads));
            });
            reads.acquireUninterruptibly(READS_MAX);
        }
        return new LiveCheck(index.size(), readable.get());
    }

    private record Read(AtomicLong readable, Semaphore reads) implements ReadCompletion {
        @Override
        public void body(long position, byte[] body) {
            readable.incrementAndGet();
            reads.release();
        }

        @Override
        public void failed(long position, JournalException cause) {
            System.out.println("cannot read the message at " + position + ": " + cause.getMessage());
            reads.release();
        }
    }
}
