// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.inspect;

import io.mambamq.journal.format.PageFileHeader;
import org.jspecify.annotations.Nullable;

/**
 * A page file.
 *
 * @param header null where it is damaged
 * @param records that could be read
 * @param whole whether header, records, index and runs are all good
 */
public record PageFileSummary(
        String file, long sizeBytes, @Nullable PageFileHeader header, long records, int streams, boolean whole) {}
