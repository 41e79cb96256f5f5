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
     * Which gap between those runs of the stream that stay where they are the position lies in. Two records in different
     * gaps must not become neighbours in one run, whose range would cover what stays between them.
     */
    int gapOf(int stream, long position);
}
