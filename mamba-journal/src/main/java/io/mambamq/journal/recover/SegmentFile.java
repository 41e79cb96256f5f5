// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.recover;

import io.mambamq.journal.format.SegmentHeader;

/** A segment file that is part of the log. */
record SegmentFile(String name, SegmentHeader header) {

    long segmentId() {
        return header.segmentId();
    }
}
