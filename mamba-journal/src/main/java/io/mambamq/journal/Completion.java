// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

/**
 * Learns the outcome of one append. Exactly one of the two methods is called, once, by the executor that was handed in
 * with the append; outcomes with the same executor are submitted in the order of their appends. The batch belongs to
 * the caller again when the call begins.
 */
public interface Completion {

    /** Every record of the batch, and everything appended before it, survives a crash. */
    void durable(RecordBatch batch);

    /**
     * The batch is not confirmed. With {@link JournalException.Kind#DISK_FULL} and {@link JournalException.Kind#CLOSED}
     * none of its records was written; with {@link JournalException.Kind#IO} some or all of them may come back at the
     * next start.
     */
    void failed(RecordBatch batch, JournalException cause);
}
