// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.journal.load;

/** Waits for each record before it appends the next. */
final class BlockingAppender extends Appender {
    private final JournalUnderLoad.Append append;

    BlockingAppender(Progress progress, JournalUnderLoad journal, byte[] body) {
        super(progress);
        this.append = journal.blockingAppend(body);
    }

    @Override
    void appendUntilOver() throws Exception {
        while (!progress().isOver()) {
            long startNs = System.nanoTime();
            append.run();
            record(System.nanoTime() - startNs);
            progress().confirmOne();
        }
    }
}
