// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.write;

import io.mambamq.journal.BackEnd;
import io.mambamq.journal.file.IoFile;
import io.mambamq.journal.file.IoLayer;
import io.mambamq.journal.format.BatchHeader;
import io.mambamq.journal.format.BatchHeaderCodec;
import io.mambamq.journal.format.JournalFormat;
import io.mambamq.journal.format.LogEnd;
import io.mambamq.journal.format.SegmentHeader;
import io.mambamq.journal.format.SegmentHeaderCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The end of the log: writes batches one behind the other into the current segment and knows which of them are durable.
 * Confined to the writer thread, except for {@link #durablePosition()}.
 */
public final class LogWriter {

    /**
     * What stays the same for all segments that one process start writes.
     *
     * @param backEnd BUFFERED or DIRECT
     */
    public record Geometry(
            UUID journalId, int blockBytes, long segmentBytes, long epoch, int inFlightMax, BackEnd backEnd) {}

    private final IoLayer io;
    private final Geometry geometry;
    private final BiConsumer<Long, FreeSegment> onSegment;
    private final BatchHeaderCodec codec;
    private final ByteBuffer headerBlocks;

    private @Nullable IoFile file;
    private String fileName = "";
    private long segmentId;
    private long offset;
    private long nextSegmentId;
    private long lastSeq;
    private long durableSeq;
    private int chainCrc;
    private LogEnd end;
    private boolean sealed = true;
    private volatile long durablePosition;

    /**
     * Stands at the end of the recovered log; {@link #beginSegment} comes first.
     *
     * @param end of the log that was recovered; the first segment opened seals it
     * @param onSegment told of each segment before anything is written to it
     */
    public LogWriter(
            IoLayer io, Geometry geometry, LogEnd end, long nextSegmentId, BiConsumer<Long, FreeSegment> onSegment) {
        this.io = io;
        this.geometry = geometry;
        this.end = end;
        this.nextSegmentId = nextSegmentId;
        this.onSegment = onSegment;
        this.lastSeq = end.batchSeq();
        this.durableSeq = end.batchSeq();
        this.chainCrc = end.chainCrc();
        this.codec = new BatchHeaderCodec(geometry.journalId());
        this.headerBlocks = ByteBuffer.allocateDirect(geometry.blockBytes() * (JournalFormat.SEGMENT_HEADER_BLOCKS + 1))
                .alignedSlice(geometry.blockBytes())
                .limit(geometry.blockBytes() * JournalFormat.SEGMENT_HEADER_BLOCKS)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Any thread: everything below this position is durable. */
    public long durablePosition() {
        return durablePosition;
    }

    /** Bytes left in the current segment, a multiple of the block size. */
    long roomBytes() {
        return geometry.segmentBytes() - offset;
    }

    int blockBytes() {
        return geometry.blockBytes();
    }

    /** Bytes for batches in a segment that has just begun. */
    long segmentRoomBytes() {
        return geometry.segmentBytes() - (long) JournalFormat.SEGMENT_HEADER_BLOCKS * geometry.blockBytes();
    }

    int inFlightMax() {
        return geometry.inFlightMax();
    }

    int chainCrc() {
        return chainCrc;
    }

    long lastSeq() {
        return lastSeq;
    }

    String fileName() {
        return fileName;
    }

    /** Position of the byte at {@code offsetInBatch} of the batch that is written next. */
    long positionAt(int offsetInBatch) {
        return segmentId * geometry.segmentBytes() + offset + offsetInBatch;
    }

    /** Batches written and not yet durable. */
    int unsynced() {
        return (int) (lastSeq - durableSeq);
    }

    boolean hasUnsynced() {
        return unsynced() > 0;
    }

    /** Where the log ends: behind the batch written last. */
    LogEnd end() {
        return end;
    }

    /** The file of the current segment. */
    IoFile file() {
        return requireFile();
    }

    /** Whether a sync is worth a thread of its own: it takes time, and more than one batch may be written before it. */
    boolean canSyncApart() {
        return geometry.backEnd() == BackEnd.BUFFERED && geometry.inFlightMax() > 1;
    }

    /** Whether the last batch with records is not yet covered by a later durableSeq. */
    boolean needsSeal() {
        return !sealed;
    }

    /** There is no room for a seal, now or in the near future. */
    void leaveUnsealed() {
        sealed = true;
    }

    /**
     * Goes on in a new segment. Its header, durable before the first batch, states the exact end of the log so far, so
     * everything written before must be synced.
     */
    public void beginSegment(FreeSegment segment) throws IOException {
        if (hasUnsynced()) {
            throw new IllegalStateException("segment switch with unsynced batches");
        }
        closeFile();
        segmentId = nextSegmentId++;
        onSegment.accept(segmentId, segment);
        fileName = segment.fileName();
        IoFile opened = openSegment();
        file = opened;
        writeHeader(opened, segment);
        offset = segmentDataOffset();
        end = new LogEnd(segmentId, lastSeq, offset, chainCrc);
        sealed = true;
        durablePosition = segmentId * geometry.segmentBytes() + offset;
    }

    private IoFile openSegment() throws IOException {
        return geometry.backEnd() == BackEnd.DIRECT
                ? io.openDirect(fileName, geometry.blockBytes())
                : io.openForWrite(fileName);
    }

    private void writeHeader(IoFile target, FreeSegment segment) throws IOException {
        SegmentHeader header = new SegmentHeader(
                geometry.journalId(),
                geometry.blockBytes(),
                geometry.segmentBytes(),
                segment.slot(),
                segmentId,
                geometry.epoch(),
                lastSeq + 1,
                end,
                geometry.inFlightMax());
        for (int copy = 0; copy < JournalFormat.SEGMENT_HEADER_BLOCKS; copy++) {
            ByteBuffer block = headerBlocks
                    .slice(copy * geometry.blockBytes(), geometry.blockBytes())
                    .order(ByteOrder.LITTLE_ENDIAN);
            SegmentHeaderCodec.encode(header, block);
        }
        target.writeFully(headerBlocks.clear(), 0);
        target.sync();
    }

    /**
     * Writes the staged batch; durable after {@link #sync()}. A batch without records seals those before it.
     *
     * @return bytes written
     */
    int write(StagingBuffer staging) throws IOException {
        long seq = lastSeq + 1;
        int newChainCrc = staging.chainCrc();
        BatchHeader header = new BatchHeader(
                segmentId,
                seq,
                positionAt(BatchHeader.BYTES),
                durableSeq,
                (int) geometry.epoch(),
                staging.bodyBytes(),
                staging.recordCount(),
                newChainCrc);
        ByteBuffer batch = staging.finish();
        codec.encode(header, batch, 0);
        int bytes = batch.remaining();
        requireFile().writeFully(batch, offset);
        offset += bytes;
        lastSeq = seq;
        chainCrc = newChainCrc;
        end = new LogEnd(segmentId, seq, offset, newChainCrc);
        sealed = staging.isEmpty();
        return bytes;
    }

    /** Makes all written batches durable. */
    void sync() throws IOException {
        requireFile().sync();
        synced(end);
    }

    /** Somebody else has synced the file when the log ended there. */
    void synced(LogEnd upTo) {
        durableSeq = upTo.batchSeq();
        durablePosition = upTo.segmentId() * geometry.segmentBytes() + upTo.offset();
    }

    /** Closes the current file; a failure to close loses nothing that was synced. */
    public void closeFile() {
        IoFile open = file;
        file = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // Everything confirmed was synced before.
            }
        }
    }

    private long segmentDataOffset() {
        return (long) JournalFormat.SEGMENT_HEADER_BLOCKS * geometry.blockBytes();
    }

    private IoFile requireFile() {
        IoFile open = file;
        if (open == null) {
            throw new IllegalStateException("no segment is open");
        }
        return open;
    }
}
