// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.inspect;

import io.mambamq.journal.format.SegmentHeader;
import org.jspecify.annotations.Nullable;

/**
 * A segment file and what its header says.
 *
 * @param header null for a file that holds nothing, or nothing that can be told
 * @param rebuilt whether both copies of the header are damaged, and this one was put together from the batches behind it
 */
public record InspectedSegment(
        String name, int slot, long sizeBytes, @Nullable SegmentHeader header, boolean rebuilt, State state) {

    /** What a segment file is to the log. */
    public enum State {
        /** The newest of the log: nothing states where it ends. */
        ACTIVE,
        /** Part of the log; the next one's header states where it ends. */
        SEALED,
        /** Holds nothing that is needed; its file serves a later segment. */
        FREE,
        /** Of another journal or version; left alone. */
        FOREIGN
    }

    InspectedSegment as(State changed) {
        return new InspectedSegment(name, slot, sizeBytes, header, rebuilt, changed);
    }

    public boolean isLog() {
        return state == State.ACTIVE || state == State.SEALED;
    }

    /** The header of a segment that has one. */
    public SegmentHeader knownHeader() {
        SegmentHeader known = header;
        if (known == null) {
            throw new IllegalStateException(name + " has no header");
        }
        return known;
    }
}
