// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.inspect;

import io.mambamq.journal.format.BatchHeader;
import io.mambamq.journal.format.RecordChain;
import io.mambamq.journal.format.RecordHeader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The records of a batch that is not good as a whole, each judged by itself. A record counts when its checksum is right,
 * or when its checksum is what is damaged: then the chain is right with the one that it should have.
 *
 * @param slots the records in order, as far as their lengths lead from one to the next
 * @param end where that way ends; before the end of the batch where a length is damaged
 * @param complete whether the way leads through all records to the end of the batch
 */
record BatchSalvage(List<Slot> slots, int end, boolean complete) {

    /** A record in the buffer. */
    record Slot(int at, int bodyBytes, boolean good) {
        int end() {
            return at + RecordHeader.sizeBytes(bodyBytes);
        }
    }

    /**
     * Reads the records of {@code header}'s batch, which stands whole in {@code bytes} at {@code batchAt}.
     *
     * @param chainBefore chain value of the batch before it
     * @param chainKnown whether that value is known
     */
    static BatchSalvage read(ByteBuffer bytes, int batchAt, BatchHeader header, int chainBefore, boolean chainKnown) {
        CRC32C crc = new CRC32C();
        RecordChain stored = new RecordChain();
        RecordChain computed = new RecordChain();
        stored.begin(chainBefore);
        computed.begin(chainBefore);
        int at = batchAt + BatchHeader.BYTES;
        int bodyEnd = at + header.bodyBytes();
        List<Slot> slots = new ArrayList<>();
        while (slots.size() < header.recordCount() && at + RecordHeader.BYTES <= bodyEnd) {
            int bodyBytes = RecordHeader.bodyBytes(bytes, at);
            if (bodyBytes < 0 || bodyBytes > bodyEnd - at - RecordHeader.BYTES) {
                break;
            }
            int value = RecordHeader.computeCrc(bytes, at, bodyBytes, crc);
            stored.add(RecordHeader.crc(bytes, at));
            computed.add(value);
            Slot slot = new Slot(at, bodyBytes, value == RecordHeader.crc(bytes, at));
            slots.add(slot);
            at = slot.end();
        }
        boolean complete = slots.size() == header.recordCount() && at == bodyEnd;
        boolean allGood = slots.stream().allMatch(Slot::good);
        if (complete && chainKnown) {
            if (computed.value() == header.chainCrc()) {
                return new BatchSalvage(all(slots, true), at, true);
            }
            if (allGood && stored.value() != header.chainCrc()) {
                // Good records, but not all of them are of this batch, and nothing tells which.
                return new BatchSalvage(all(slots, false), at, true);
            }
        }
        return new BatchSalvage(List.copyOf(slots), at, complete);
    }

    private static List<Slot> all(List<Slot> slots, boolean good) {
        return slots.stream()
                .map(slot -> new Slot(slot.at(), slot.bodyBytes(), good))
                .toList();
    }
}
