// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

/** Learns the outcome of one read. Exactly one method is called, once, by the executor handed in with the read. */
public interface ReadCompletion {

    /** The body of the record, checked against its checksum. The array is the caller's. */
    void body(long position, byte[] body);

    /** A {@link JournalCorruptionException} where the stored record is damaged; the journal itself stays open. */
    void failed(long position, JournalException cause);
}
