// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

/**
 * What a journal still takes. Levels go up and down by themselves, as segments are freed, prepared and used; the reserve
 * is zero-filled in advance, so that it is there when the disk is full.
 */
public enum CapacityLevel {
    /** Everything. */
    NORMAL,
    /**
     * No new segment can be prepared and only the emergency reserve is left, or page files are past their limit. Append
     * what frees space, such as acknowledgements and the ends of transactions, and nothing that takes it.
     */
    RESERVE,
    /** The reserve is used up: appends that do not fit into the current segment are refused with DISK_FULL. */
    FULL
}
