// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.inspect;

import io.mambamq.journal.format.BatchHeader;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Told of what an inspection comes across, in the order of the log, on the inspecting thread. */
public interface InspectionListener {
    /** Something is not as it should be. */
    default void finding(Finding finding) {}

    /** A part of the log cannot be read; what follows it was written later. */
    default void lost(LostRange range) {}

    /** A batch with a valid header begins; its records follow. */
    default void batch(InspectedSegment segment, BatchHeader batch, long offset) {}

    /**
     * A stored record.
     *
     * @param body as it stands there, read-only, valid during the call only
     * @param whole the record that ends with this one; null for a fragment before the last, and where a part is missing
     */
    default void record(InspectedRecord record, ByteBuffer body, @Nullable WholeRecord whole) {}

    /** All of a segment was read. */
    default void segment(SegmentSummary summary) {}

    /** All of a page file was read. */
    default void pageFile(PageFileSummary summary) {}

    /** A checkpoint file was read. */
    default void checkpoint(CheckpointSummary summary) {}

    /**
     * So much of all that is to be read has been read.
     *
     * @param file being read
     */
    default void progress(String file, long doneBytes, long totalBytes) {}
}
