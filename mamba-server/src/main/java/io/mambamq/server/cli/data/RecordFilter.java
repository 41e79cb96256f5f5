// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.data;

import io.mambamq.journal.inspect.InspectedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Which records are wanted.
 *
 * @param stream null for any
 * @param userType null for any
 * @param from first position
 * @param to first position that is not wanted any more
 */
record RecordFilter(@Nullable Integer stream, @Nullable Integer userType, long from, long to) {
    boolean wants(InspectedRecord record) {
        return (stream == null || stream == record.stream())
                && (userType == null || userType == record.userType())
                && record.position() >= from
                && record.position() < to;
    }
}
