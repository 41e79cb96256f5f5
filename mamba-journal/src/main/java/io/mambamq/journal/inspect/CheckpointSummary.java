// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.inspect;

import io.mambamq.journal.format.CheckpointHeader;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint file.
 *
 * @param header null where it is damaged
 * @param bytes of the checkpoint, without what an earlier one left behind it; as far as it is good
 * @param whole whether all pieces up to the last are there and good
 */
public record CheckpointSummary(
        String file, @Nullable CheckpointHeader header, int pieces, long bytes, boolean whole) {}
