// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.write;

/**
 * What the configuration says to the writer.
 *
 * @param stagingBytes size of the buffer one batch is built in, a multiple of the block size
 * @param idleSealNs how long after the last batch an idle log is sealed
 * @param syncFailureNs how long a group may take to write and sync before it counts as failed; 0 for any time
 */
public record WriterLimits(int stagingBytes, long idleSealNs, long syncFailureNs) {}
