// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.inspect;

import io.mambamq.journal.format.RecordHeader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Puts fragments of the log together; one that lacks a part never becomes whole. */
final class FragmentJoin {

    private @Nullable ByteBuffer partial;
    private long partialPosition;

    /** A process start, or a gap: what was begun before is not continued. */
    void interrupt() {
        partial = null;
    }

    /** The record that ends with this one, or null. */
    @Nullable
    WholeRecord accept(InspectedRecord record, ByteBuffer body, long aux) {
        if (!record.intact()) {
            interrupt();
            return null;
        }
        switch (record.kind()) {
            case RecordHeader.KIND_FULL -> {
                return whole(record, record.position(), body);
            }
            case RecordHeader.KIND_FIRST -> begin(record, body, aux);
            case RecordHeader.KIND_MIDDLE -> append(body, aux);
            case RecordHeader.KIND_LAST -> {
                append(body, aux);
                ByteBuffer joined = partial;
                interrupt();
                if (joined != null && !joined.hasRemaining()) {
                    return whole(record, partialPosition, joined.flip());
                }
            }
            default -> {
                // Of a newer version; the one who asked has been told.
            }
        }
        return null;
    }

    private void begin(InspectedRecord record, ByteBuffer body, long aux) {
        boolean possible = aux > body.remaining() && aux <= Integer.MAX_VALUE - 8;
        partial = possible ? ByteBuffer.allocate((int) aux).put(body.duplicate()) : null;
        partialPosition = record.position();
    }

    private void append(ByteBuffer body, long aux) {
        ByteBuffer begun = partial;
        if (begun != null && begun.position() == aux && begun.remaining() >= body.remaining()) {
            begun.put(body.duplicate());
        } else {
            interrupt();
        }
    }

    private static WholeRecord whole(InspectedRecord record, long position, ByteBuffer body) {
        return new WholeRecord(
                position,
                record.userType(),
                record.stream(),
                body.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN),
                record.paged(),
                (record.flags() & RecordHeader.FLAG_DAMAGED) != 0);
    }
}
