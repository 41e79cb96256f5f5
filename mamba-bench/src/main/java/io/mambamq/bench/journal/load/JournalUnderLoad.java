// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.journal.load;

import java.nio.file.Path;

/** A journal, configured and called as its broker does. Every append that it confirms is durable, or the figures are void. */
public interface JournalUnderLoad {

    /** Size of each of its files, for all journals the same. */
    int FILE_BYTES = 64 << 20;

    /** One append of always the same record; confined to one thread, and one at a time. */
    @FunctionalInterface
    interface Append {
        void run() throws Exception;
    }

    /** Opens a new journal in an empty directory, with that many files written, synced and free. */
    void create(Path directory, int files) throws Exception;

    /** How many of the files are still free. */
    int freeFiles();

    /** Syncs so far, or -1 where the journal does not tell. */
    long syncs();

    /** An append that returns when the record is durable. */
    Append blockingAppend(byte[] body);

    /** An append that returns at once; {@code durable} is run when the record is durable, on a thread of the journal. */
    Append asyncAppend(byte[] body, Runnable durable);

    /**
     * Opens the journal in the directory and takes in every record as the broker does at its start.
     *
     * @return how many records there were
     */
    long load(Path directory) throws Exception;

    /** Stops it; called in any case. */
    void close() throws Exception;

    /** An append failed: there is nothing to measure any more. */
    static void abort(Throwable failure) {
        System.out.println("an append failed: " + failure);
        Runtime.getRuntime().halt(1);
    }
}
