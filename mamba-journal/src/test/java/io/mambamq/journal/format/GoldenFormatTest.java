// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.mambamq.journal.BackEnd;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The bytes of format 1.1, agreed on once, and those of 1.0, which must be readable for ever. A difference means that existing journals would not be readable; if it is
 * wanted and versioned, {@code -Dgolden.write=true} writes the file anew, for review as a diff.
 */
@DisplayName("Format 1.1")
class GoldenFormatTest {

    private static final Path RESOURCES = Path.of("src/test/resources/io/mambamq/journal");
    private static final Path GOLDEN = RESOURCES.resolve("format-1.1.txt");
    private static final Path GOLDEN_1_0 = RESOURCES.resolve("format-1.0.txt");
    private static final UUID JOURNAL_ID = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
    private static final int BLOCK_BYTES = 512;

    private static final SegmentHeader SEGMENT = new SegmentHeader(
            JOURNAL_ID, BLOCK_BYTES, 64 << 20, 7, 9, 3, 1001, new LogEnd(8, 1000, 0x123400, 0xcafe0001), 3);
    private static final Superblock SUPERBLOCK =
            new Superblock(JOURNAL_ID, 4096, 64 << 20, 12, 3, 0x24000400L, 5, true, 1234, 17, BackEnd.DIRECT);
    private static final CheckpointHeader CHECKPOINT = new CheckpointHeader(JOURNAL_ID, 17, 0x24000400L);
    private static final PageFileHeader PAGE_FILE = new PageFileHeader(JOURNAL_ID, 6, 17, 2, 0x1000);
    private static final PageRun PAGE_RUN = new PageRun(42, 2, 0x20000400L, 0x24000000L, 0);

    @Test
    @DisplayName("is written byte for byte as it was agreed on")
    void encoders() throws Exception {
        List<String> lines = List.of(
                line("superblock", superblock()),
                line("segmentHeader", segmentHeader()),
                line("batch", batch(JOURNAL_ID)),
                line("checkpointHeader", checkpointHeader()),
                line("checkpointPiece", checkpointPiece()),
                line("pageFileHeader", pageFileHeader()),
                line("pageRun", pageRun()));
        if (Boolean.getBoolean("golden.write")) {
            Files.write(GOLDEN, lines);
            fail("wrote " + GOLDEN + "; look at the difference, and run again without golden.write");
        }
        assertEquals(Files.readAllLines(GOLDEN), lines);
    }

    @Test
    @DisplayName("is read back as it was written")
    void roundTrip() throws Exception {
        assertEquals(SUPERBLOCK, SuperblockCodec.decode(superblock()));
        assertEquals(SEGMENT, SegmentHeaderCodec.decode(segmentHeader()));
        BatchHeader header = new BatchHeaderCodec(JOURNAL_ID).decode(batch(JOURNAL_ID), 0);
        assertNotNull(header);
        assertEquals(batchHeader(header.bodyBytes(), header.chainCrc()), header);
        assertEquals(CHECKPOINT, CheckpointHeader.decode(checkpointHeader()));
        assertEquals(PAGE_FILE, PageFileHeader.decode(pageFileHeader()));
        assertEquals(PAGE_RUN, PageRun.decode(pageRun()));
    }

    @Test
    @DisplayName("has checkpoint pieces that no other checkpoint, and no other place in this one, takes for its own")
    void otherCheckpoint() {
        assertTrue(CheckpointPiece.matches(checkpointPiece(), 17, 3));
        assertFalse(CheckpointPiece.matches(checkpointPiece(), 15, 3));
        assertFalse(CheckpointPiece.matches(checkpointPiece(), 17, 2));
        assertFalse(CheckpointPiece.matches(checkpointPiece().put(CheckpointPiece.HEADER_BYTES, (byte) 0), 17, 3));
    }

    @Test
    @DisplayName("reads what version 1.0 wrote, which knew no checkpoints")
    void version10() throws Exception {
        List<String> lines = Files.readAllLines(GOLDEN_1_0);
        assertEquals(
                new Superblock(JOURNAL_ID, 4096, 64 << 20, 12, 3, 0x24000400L, 5, true, 1234, 0, BackEnd.AUTO),
                SuperblockCodec.decode(block(lines.get(0), Superblock.COPY_BYTES)));
        assertEquals(SEGMENT, SegmentHeaderCodec.decode(block(lines.get(1), BLOCK_BYTES)));
        BatchHeader header = new BatchHeaderCodec(JOURNAL_ID).decode(block(lines.get(2), BLOCK_BYTES), 0);
        assertNotNull(header);
        assertEquals(batchHeader(header.bodyBytes(), header.chainCrc()), header);
    }

    @Test
    @DisplayName("remembers each back end beside an orderly end, and takes one it does not know for none")
    void backEnds() throws Exception {
        for (BackEnd backEnd : BackEnd.values()) {
            ByteBuffer block = block(Superblock.COPY_BYTES);
            SuperblockCodec.encode(SUPERBLOCK.withBackEnd(backEnd), block);
            assertEquals(SUPERBLOCK.withBackEnd(backEnd), SuperblockCodec.decode(block));
        }
        ByteBuffer unknown = superblock().putInt(80, 7);
        BlockChecksum.put(unknown, 84);
        assertEquals(SUPERBLOCK.withBackEnd(BackEnd.AUTO), SuperblockCodec.decode(unknown));
    }

    @Test
    @DisplayName("has batch headers that only their own journal takes for such")
    void otherJournal() {
        assertNull(new BatchHeaderCodec(new UUID(1, 2)).decode(batch(JOURNAL_ID), 0));
    }

    @Test
    @DisplayName("is refused by name when it is of another major version")
    void otherMajorVersion() {
        ByteBuffer superblock = superblock().putShort(8, (short) 2);
        BlockChecksum.put(superblock, 84);
        assertThrows(UnknownFormatException.class, () -> SuperblockCodec.decode(superblock));
        ByteBuffer segment = segmentHeader().putShort(8, (short) 2);
        BlockChecksum.put(segment, 112);
        assertThrows(UnknownFormatException.class, () -> SegmentHeaderCodec.decode(segment));
    }

    @Test
    @DisplayName("is read when it is of another minor version")
    void otherMinorVersion() throws Exception {
        ByteBuffer superblock = superblock().putShort(10, (short) 9);
        BlockChecksum.put(superblock, 84);
        assertEquals(SUPERBLOCK, SuperblockCodec.decode(superblock));
    }

    private static ByteBuffer superblock() {
        ByteBuffer block = block(Superblock.COPY_BYTES);
        SuperblockCodec.encode(SUPERBLOCK, block);
        return block;
    }

    private static ByteBuffer segmentHeader() {
        ByteBuffer block = block(BLOCK_BYTES);
        SegmentHeaderCodec.encode(SEGMENT, block);
        return block;
    }

    private static ByteBuffer checkpointHeader() {
        ByteBuffer block = block(CheckpointHeader.BYTES);
        CHECKPOINT.encode(block);
        return block;
    }

    private static ByteBuffer checkpointPiece() {
        ByteBuffer piece = block(32);
        piece.put(CheckpointPiece.HEADER_BYTES, "state".getBytes(StandardCharsets.US_ASCII));
        piece.limit(CheckpointPiece.HEADER_BYTES + 5);
        CheckpointPiece.finish(piece, 17, 3, false);
        return piece;
    }

    private static ByteBuffer pageFileHeader() {
        ByteBuffer block = block(PageFileHeader.BYTES);
        PAGE_FILE.encode(block);
        return block;
    }

    private static ByteBuffer pageRun() {
        ByteBuffer run = block(PageRun.BYTES);
        PAGE_RUN.encode(run);
        return run.flip();
    }

    /** Two records behind their batch header. */
    private static ByteBuffer batch(UUID journalId) {
        EncodedRecords records = new EncodedRecords(64);
        records.begin(7, 42, 5).put("hello".getBytes(StandardCharsets.US_ASCII));
        records.end();
        records.begin(255, -1, 100);
        records.end();
        RecordChain chain = new RecordChain();
        chain.begin(0xcafe0001);
        chain.add(records.crcs(), 0, records.count() * Integer.BYTES);
        ByteBuffer block = block(BLOCK_BYTES);
        block.put(BatchHeader.BYTES, records.bytes(), 0, records.sizeBytes());
        new BatchHeaderCodec(journalId).encode(batchHeader(records.sizeBytes(), chain.value()), block, 0);
        return block;
    }

    private static BatchHeader batchHeader(int bodyBytes, int chainCrc) {
        return new BatchHeader(
                9,
                1001,
                SEGMENT.basePosition() + SEGMENT.dataOffset() + BatchHeader.BYTES,
                1000,
                3,
                bodyBytes,
                2,
                chainCrc);
    }

    private static ByteBuffer block(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** What {@link #line} made a line of. */
    private static ByteBuffer block(String line, int bytes) {
        return block(bytes).put(0, HexFormat.of().parseHex(line.substring(line.indexOf(' ') + 1)));
    }

    /** Name and bytes, up to the last that is not zero. */
    private static String line(String name, ByteBuffer block) {
        int end = block.capacity();
        while (block.get(end - 1) == 0) {
            end--;
        }
        byte[] bytes = new byte[end];
        block.get(0, bytes);
        return name + ' ' + HexFormat.of().formatHex(bytes);
    }
}
