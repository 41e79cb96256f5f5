// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.page;

import io.mambamq.journal.format.StoredRecord;
import java.io.IOException;

/** Where records that are carried over lie now: in the log in front, or in a page file that is rewritten. */
public interface RecordSource {

    /**
     * The record, checked.
     *
     * @throws io.mambamq.journal.JournalCorruptionException where it is damaged
     */
    StoredRecord read(int stream, long position) throws IOException;

    /** What can be had of a record that {@link #read} calls damaged; empty where that is nothing. */
    byte[] readAsFound(int stream, long position) throws IOException;

    /**
     * A number for where it lies, the same for two records of a stream only if nothing of that stream between them lies
     * elsewhere: that of the run in a page file, or 0 for the log. A whole file would not do: between two of its runs
     * there may be a run of another.
     */
    long sourceOf(int stream, long position);
}
