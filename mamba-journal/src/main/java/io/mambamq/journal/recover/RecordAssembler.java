// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.recover;

import io.mambamq.journal.JournalException;
import io.mambamq.journal.ReplayHandler;
import io.mambamq.journal.format.BatchHeader;
import io.mambamq.journal.format.RecordHeader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Hands the records of checked batches to the application, fragments put together again. */
final class RecordAssembler {

    private final ReplayHandler handler;
    private final long afterPosition;
    private long records;
    private @Nullable ByteBuffer viewed;
    private ByteBuffer view = ByteBuffer.allocate(0);

    // of the fragmented record being put together
    private @Nullable ByteBuffer partial;
    private long partialPosition;

    /** @param afterPosition the last record that is known already; earlier ones are checked but not handed over */
    RecordAssembler(ReplayHandler handler, long afterPosition) {
        this.handler = handler;
        this.afterPosition = afterPosition;
    }

    /** Records handed over so far. */
    long records() {
        return records;
    }

    /** A record whose last fragment never came was never confirmed: the process ended in the middle of it. */
    void beginEpoch() {
        partial = null;
    }

    void accept(BatchHeader batch, ByteBuffer window, int batchAt) throws JournalException {
        int at = batchAt + BatchHeader.BYTES;
        for (int i = 0; i < batch.recordCount(); i++) {
            long position = batch.firstPosition() + at - batchAt - BatchHeader.BYTES;
            int bodyBytes = RecordHeader.bodyBytes(window, at);
            accept(position, window, at, bodyBytes);
            at += RecordHeader.sizeBytes(bodyBytes);
        }
    }

    private void accept(long position, ByteBuffer window, int at, int bodyBytes) throws JournalException {
        ByteBuffer body = bodyIn(window, at + RecordHeader.BYTES, bodyBytes);
        switch (RecordHeader.kind(window, at)) {
            case RecordHeader.KIND_FULL -> deliver(position, window, at, body);
            case RecordHeader.KIND_FIRST -> {
                partial = ByteBuffer.allocate(totalBytes(position, window, at)).put(body);
                partialPosition = position;
            }
            case RecordHeader.KIND_MIDDLE, RecordHeader.KIND_LAST -> {
                if (partial != null || position > afterPosition) {
                    add(position, window, at, body);
                }
                // Else it began in a segment before the one that replay begins in, and is known already.
            }
            default -> checkSkippable(position, window, at);
        }
    }

    private void add(long position, ByteBuffer window, int at, ByteBuffer body) throws JournalException {
        ByteBuffer whole = continued(position, window, at).put(body);
        if (RecordHeader.kind(window, at) == RecordHeader.KIND_LAST) {
            partial = null;
            deliver(partialPosition, window, at, whole.flip().asReadOnlyBuffer());
        }
    }

    /** One view serves all records, so that none costs a new buffer. */
    @SuppressWarnings("ReferenceEquality") // the same buffer is meant, whatever it holds
    private ByteBuffer bodyIn(ByteBuffer window, int at, int bytes) {
        if (window != viewed) {
            viewed = window;
            view = window.asReadOnlyBuffer();
        }
        return view.clear().limit(at + bytes).position(at);
    }

    private void deliver(long position, ByteBuffer window, int at, ByteBuffer body) {
        if (position <= afterPosition) {
            return;
        }
        records++;
        handler.record(
                position,
                RecordHeader.userType(window, at),
                RecordHeader.stream(window, at),
                body.order(ByteOrder.LITTLE_ENDIAN));
    }

    private static int totalBytes(long position, ByteBuffer window, int at) throws JournalException {
        long total = RecordHeader.aux(window, at);
        if (total < 0 || total > Integer.MAX_VALUE - 8) {
            throw unreadable(position, "claims a length of " + total + " bytes");
        }
        return (int) total;
    }

    private ByteBuffer continued(long position, ByteBuffer window, int at) throws JournalException {
        ByteBuffer begun = partial;
        if (begun == null
                || RecordHeader.aux(window, at) != begun.position()
                || RecordHeader.bodyBytes(window, at) > begun.remaining()) {
            throw unreadable(position, "continues a record that was not begun");
        }
        return begun;
    }

    private static void checkSkippable(long position, ByteBuffer window, int at) throws JournalException {
        if ((RecordHeader.flags(window, at) & RecordHeader.FLAG_SKIPPABLE) == 0) {
            throw unreadable(
                    position, "is of kind " + RecordHeader.kind(window, at) + ", which this version cannot read");
        }
    }

    private static JournalException unreadable(long position, String why) {
        return new JournalException(
                JournalException.Kind.INCOMPATIBLE,
                "the record at position " + position + " " + why + "; it was written by a newer version");
    }
}
