// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.inspect;

import io.mambamq.journal.format.BatchHeader;
import io.mambamq.journal.format.RecordHeader;
import io.mambamq.journal.format.SegmentHeader;
import io.mambamq.journal.inspect.BatchSalvage.Slot;
import io.mambamq.journal.recover.Defect;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Hands the batches of one segment and their records to the listener, and counts them. */
final class BatchReporter {

    private final InspectedSegment segment;
    private final SegmentHeader header;
    private final FragmentJoin fragments;
    private final InspectionListener listener;
    private long batches;
    private long records;
    private long recordBytes;
    private long firstSeq;
    private long lastSeq;
    private long durableSeq;
    private long lastRecordSeq;

    BatchReporter(InspectedSegment segment, FragmentJoin fragments, InspectionListener listener) {
        this.segment = segment;
        this.header = segment.knownHeader();
        this.fragments = fragments;
        this.listener = listener;
    }

    long durableSeq() {
        return durableSeq;
    }

    /** The last batch that holds records; 0 without one. */
    long lastRecordSeq() {
        return lastRecordSeq;
    }

    /** Every byte of the batch is what was written. */
    void good(BatchHeader batch, long offset, ByteBuffer bytes, int batchAt) {
        begin(batch, offset);
        int at = batchAt + BatchHeader.BYTES;
        for (int i = 0; i < batch.recordCount(); i++) {
            int bodyBytes = RecordHeader.bodyBytes(bytes, at);
            record(batch, offset + at - batchAt, bytes, at, bodyBytes, true);
            at += RecordHeader.sizeBytes(bodyBytes);
        }
        recordBytes += batch.bodyBytes();
    }

    /** Some of the batch is. Tells what is lost of it. */
    void partly(BatchHeader batch, long offset, ByteBuffer bytes, int batchAt, BatchSalvage salvage, String reason) {
        begin(batch, offset);
        for (Slot slot : salvage.slots()) {
            long at = offset + slot.at() - batchAt;
            record(batch, at, bytes, slot.at(), slot.bodyBytes(), slot.good());
            if (slot.good()) {
                recordBytes += RecordHeader.sizeBytes(slot.bodyBytes());
            } else {
                lost(at, at + RecordHeader.sizeBytes(slot.bodyBytes()), 1, reason);
            }
        }
        if (!salvage.complete()) {
            long at = offset + salvage.end() - batchAt;
            long missing = (long) batch.recordCount() - salvage.slots().size();
            fragments.interrupt();
            lost(at, offset + BatchHeader.BYTES + batch.bodyBytes(), Math.max(1, missing), reason);
        }
    }

    /** Batches between two offsets cannot be read. */
    void gap(long fromOffset, long toOffset, long lostBatches, String reason) {
        fragments.interrupt();
        listener.lost(new LostRange(
                segment.name(),
                fromOffset,
                header.basePosition() + fromOffset,
                header.basePosition() + toOffset,
                Math.max(1, lostBatches),
                LostRange.RECORDS_UNKNOWN,
                reason));
    }

    SegmentSummary summary(long endOffset, long provenSeq, boolean whole) {
        return new SegmentSummary(
                segment,
                batches,
                records,
                endOffset - header.dataOffset(),
                recordBytes,
                firstSeq,
                lastSeq,
                endOffset,
                provenSeq,
                whole);
    }

    private void begin(BatchHeader batch, long offset) {
        batches++;
        firstSeq = firstSeq == 0 ? batch.batchSeq() : firstSeq;
        lastSeq = batch.batchSeq();
        lastRecordSeq = batch.recordCount() > 0 ? lastSeq : lastRecordSeq;
        durableSeq = Math.max(durableSeq, batch.durableSeq());
        listener.batch(segment, batch, offset);
    }

    private void record(BatchHeader batch, long offset, ByteBuffer bytes, int at, int bodyBytes, boolean intact) {
        InspectedRecord record = new InspectedRecord(
                segment.name(),
                offset,
                header.basePosition() + offset,
                batch.batchSeq(),
                header.epoch(),
                RecordHeader.kind(bytes, at),
                RecordHeader.userType(bytes, at),
                RecordHeader.flags(bytes, at),
                RecordHeader.stream(bytes, at),
                bodyBytes,
                intact,
                false);
        ByteBuffer body = bytes.slice(at + RecordHeader.BYTES, bodyBytes)
                .asReadOnlyBuffer()
                .order(ByteOrder.LITTLE_ENDIAN);
        @Nullable WholeRecord whole = fragments.accept(record, body, RecordHeader.aux(bytes, at));
        records += intact ? 1 : 0;
        checkKind(record);
        listener.record(record, body, whole);
    }

    private void checkKind(InspectedRecord record) {
        boolean known = record.kind() >= RecordHeader.KIND_FULL && record.kind() <= RecordHeader.KIND_LAST;
        if (record.intact() && !known && (record.flags() & RecordHeader.FLAG_SKIPPABLE) == 0) {
            listener.finding(Finding.of(
                    Verdict.INCOMPATIBLE,
                    record.file(),
                    new Defect(record.offset(), "a kind that this version reads", "kind " + record.kind()),
                    "its checksum is right: a newer version wrote it"));
        }
    }

    private void lost(long fromOffset, long toOffset, long lostRecords, String reason) {
        listener.lost(new LostRange(
                segment.name(),
                fromOffset,
                header.basePosition() + fromOffset,
                header.basePosition() + toOffset,
                1,
                lostRecords,
                reason));
    }
}
