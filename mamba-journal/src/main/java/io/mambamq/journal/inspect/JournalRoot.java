// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.inspect;

import io.mambamq.journal.format.Superblock;

/**
 * The superblock that counts.
 *
 * @param version of the format it was written in, as major.minor; empty where it was put together
 * @param rebuilt whether both copies are gone, and this one was put together from the headers of segments
 */
public record JournalRoot(Superblock superblock, String version, boolean rebuilt) {}
