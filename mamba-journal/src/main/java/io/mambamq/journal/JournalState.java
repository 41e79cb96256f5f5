// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

/**
 * Life of a journal. Legal transitions: OPEN to FAILED, OPEN to CLOSED. Both ends are final: a journal whose storage
 * failed is never retried, because after a failed sync the operating system may report success for data that is gone.
 */
public enum JournalState {
    /** Takes appends and reads. */
    OPEN,
    /** A write or sync failed; nothing was confirmed since and nothing will be. Restart the process to recover. */
    FAILED,
    /** Closed in order. */
    CLOSED
}
