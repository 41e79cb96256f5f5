// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.journal.format.BatchHeader;
import io.mambamq.journal.format.BatchHeaderCodec;
import io.mambamq.journal.format.RecordChain;
import io.mambamq.journal.format.RecordHeader;
import io.mambamq.journal.format.SegmentHeader;
import io.mambamq.journal.format.SegmentHeaderCodec;
import io.mambamq.journal.sim.SimDisk;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A record of a kind that only a newer version knows")
class FutureRecordTest {

    private static final String SEGMENT = "wal-000001.mj";
    private static final int BATCH_OFFSET = 1024;
    private static final int RECORD_OFFSET = BATCH_OFFSET + BatchHeader.BYTES;
    private static final byte FUTURE_KIND = 99;

    private final SimDisk disk = new SimDisk(1);

    @Test
    @DisplayName("is skipped where it says that it may be")
    void skippable() throws Exception {
        writeWithKind(FUTURE_KIND, RecordHeader.FLAG_SKIPPABLE);
        Recorded recorded = new Recorded();
        SteppedJournal.open(SteppedJournal.smallConfig(disk).build(), recorded);
        assertEquals(List.of("second"), recorded.texts());
    }

    @Test
    @DisplayName("is refused where it does not, as a matter of version and not as damage")
    void mandatory() throws Exception {
        writeWithKind(FUTURE_KIND, 0);
        refused();
    }

    @Test
    @DisplayName("is refused too where a piece of a record comes without its beginning")
    void pieceWithoutBeginning() throws Exception {
        writeWithKind((byte) RecordHeader.KIND_LAST, 0);
        refused();
    }

    private void refused() {
        JournalException refusal = assertThrows(
                JournalException.class,
                () -> SteppedJournal.open(SteppedJournal.smallConfig(disk).build(), new Recorded()));
        assertEquals(JournalException.Kind.INCOMPATIBLE, refusal.kind());
    }

    /** Two records in one batch, the first of which gets another kind and all checksums that go with it. */
    private void writeWithKind(byte kind, int flags) throws Exception {
        SteppedJournal journal =
                SteppedJournal.open(SteppedJournal.smallConfig(disk).build(), new Recorded());
        assertTrue(journal.appendNow(Texts.batch(journal, "first", "second")).isDurable());
        disk.killProcess();

        byte[] content = disk.content(SEGMENT);
        ByteBuffer segment = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        SegmentHeader header = SegmentHeaderCodec.decode(segment.slice(0, 512));
        if (header == null) {
            throw new AssertionError("the segment has a header");
        }
        BatchHeaderCodec codec = new BatchHeaderCodec(header.journalId());
        BatchHeader batch = codec.decode(segment, BATCH_OFFSET);
        if (batch == null) {
            throw new AssertionError("the segment has a batch");
        }
        segment.put(RECORD_OFFSET + 8, kind).putShort(RECORD_OFFSET + 10, (short) flags);
        int bodyBytes = RecordHeader.bodyBytes(segment, RECORD_OFFSET);
        RecordChain chain = new RecordChain();
        chain.begin(0);
        chain.add(RecordHeader.finish(segment, RECORD_OFFSET, bodyBytes, new CRC32C()));
        chain.add(RecordHeader.crc(segment, RECORD_OFFSET + RecordHeader.sizeBytes(bodyBytes)));
        BatchHeader changed = new BatchHeader(
                batch.segmentId(),
                batch.batchSeq(),
                batch.firstPosition(),
                batch.durableSeq(),
                batch.epoch(),
                batch.bodyBytes(),
                batch.recordCount(),
                chain.value());
        codec.encode(changed, segment, BATCH_OFFSET);
        disk.put(SEGMENT, content);
    }
}
