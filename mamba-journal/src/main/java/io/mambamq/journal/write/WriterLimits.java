// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.write;

/**
 * What the configuration says to the writer.
 *
 * @param stagingBytes size of the buffer one batch is built in, a multiple of the block size
 * @param idleSealNs how long after the last batch an idle log is sealed
 */
public record WriterLimits(int stagingBytes, long idleSealNs) {}
