// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.write;

import io.mambamq.journal.format.BatchHeader;
import io.mambamq.journal.format.EncodedRecords;
import io.mambamq.journal.format.JournalFormat;
import io.mambamq.journal.format.RecordChain;
import io.mambamq.journal.format.RecordHeader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** Builds one batch in block-aligned memory outside the heap. The header goes in last, by {@link LogWriter}. */
final class StagingBuffer {

    private static final byte[] ZEROS = new byte[4096];

    private final ByteBuffer buffer;
    private final int blockBytes;
    private final RecordChain chain = new RecordChain();
    private final CRC32C crc = new CRC32C();
    private int limitBytes;
    private int recordCount;

    StagingBuffer(int capacityBytes, int blockBytes) {
        this.blockBytes = blockBytes;
        this.buffer = ByteBuffer.allocateDirect(capacityBytes + blockBytes)
                .alignedSlice(blockBytes)
                .limit(capacityBytes)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    int capacityBytes() {
        return buffer.capacity();
    }

    /** Starts a batch of at most {@code limit} bytes, header included. */
    void begin(int limit, int previousChainCrc) {
        limitBytes = limit;
        recordCount = 0;
        buffer.clear().position(BatchHeader.BYTES);
        chain.begin(previousChainCrc);
    }

    boolean isEmpty() {
        return recordCount == 0;
    }

    int recordCount() {
        return recordCount;
    }

    int bodyBytes() {
        return buffer.position() - BatchHeader.BYTES;
    }

    int chainCrc() {
        return chain.value();
    }

    /** Bytes of records that still go in. */
    int remainingBytes() {
        return limitBytes - buffer.position();
    }

    /** Where the next byte goes, counted from the start of the batch. */
    int offset() {
        return buffer.position();
    }

    /** Copies whole records. */
    void add(EncodedRecords records, int first, int end) {
        int from = records.offset(first);
        buffer.put(records.bytes(), from, records.offset(end) - from);
        chain.add(records.crcs(), first * Integer.BYTES, (end - first) * Integer.BYTES);
        recordCount += end - first;
    }

    /** Adds a part of a record's body as a fragment. */
    void addFragment(EncodedRecords records, int record, int bodyOffset, int bodyBytes, int kind, long aux) {
        int source = records.offset(record);
        int at = buffer.position();
        RecordHeader.begin(
                buffer,
                at,
                kind,
                RecordHeader.userType(records.buffer(), source),
                RecordHeader.stream(records.buffer(), source),
                aux);
        buffer.position(at + RecordHeader.BYTES);
        buffer.put(records.bytes(), source + RecordHeader.BYTES + bodyOffset, bodyBytes);
        padTo(at + RecordHeader.sizeBytes(bodyBytes));
        chain.add(RecordHeader.finish(buffer, at, bodyBytes, crc));
        recordCount++;
    }

    /** Pads the batch to whole blocks and returns it, ready to take its header and be written. */
    ByteBuffer finish() {
        padTo(JournalFormat.alignUp(buffer.position(), blockBytes));
        return buffer.flip();
    }

    private void padTo(int end) {
        while (buffer.position() < end) {
            buffer.put(ZEROS, 0, Math.min(ZEROS.length, end - buffer.position()));
        }
    }
}
