// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.recover;

/**
 * The checkpoint that replay begins behind.
 *
 * @param number 0 for none
 * @param position of the last record that it includes
 * @param nextNumber such that the next checkpoint goes into the other file
 */
public record RecoveredCheckpoint(long number, long position, long nextNumber) {

    static final RecoveredCheckpoint NONE = new RecoveredCheckpoint(0, 0, 1);
}
