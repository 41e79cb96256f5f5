// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.page;

import io.mambamq.journal.file.IoFile;
import io.mambamq.journal.file.IoLayer;
import io.mambamq.journal.format.PageFileHeader;
import io.mambamq.journal.format.PageRun;
import io.mambamq.journal.format.RecordHeader;
import io.mambamq.journal.format.StoredRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * Writes one page file under a temporary name; {@link #finish} makes it durable and gives it its own. What an unfinished
 * one leaves behind is deleted at the next start.
 */
final class PageFileWriter {

    private static final int BUFFER_BYTES = 256 << 10;

    /** After so many bytes the file is synced, so that the log's own syncs never queue behind a whole file. */
    private static final int SYNC_BYTES = 1 << 20;

    private final IoLayer io;
    private final UUID journalId;
    private final long number;
    private final long checkpoint;
    private final String temporaryName;
    private final IoFile file;
    private final CRC32C crc = new CRC32C();
    private final List<PageRun> runs = new ArrayList<>();
    private ByteBuffer buffer = newBuffer(BUFFER_BYTES);
    private ByteBuffer index = newBuffer(BUFFER_BYTES);
    private long writtenBytes = PageFileHeader.BYTES;
    private long syncedBytes;

    // of the run being written
    private int runStream;
    private int runGap;
    private int runCount;
    private long runFirst;
    private long runLast;

    PageFileWriter(IoLayer io, UUID journalId, long number, long checkpoint, String temporarySuffix)
            throws IOException {
        this.io = io;
        this.journalId = journalId;
        this.number = number;
        this.checkpoint = checkpoint;
        this.temporaryName = PageFile.name(number) + temporarySuffix;
        this.file = io.create(temporaryName);
    }

    long sizeBytes() {
        return writtenBytes + buffer.position();
    }

    private long recordCount() {
        return index.position() / PageFileHeader.INDEX_ENTRY_BYTES;
    }

    /**
     * Adds a record, behind those of its stream with lower positions.
     *
     * @param gap between runs of the stream that stay: a run never mixes gaps, which keeps the ranges of runs apart
     */
    void add(long position, int gap, StoredRecord stored, int flags) throws IOException {
        int stream = stored.stream();
        if (runCount == 0 || stream != runStream || gap != runGap) {
            endRun();
            runStream = stream;
            runGap = gap;
            runFirst = position;
        }
        runLast = position;
        runCount++;
        int bodyBytes = stored.body().length;
        int recordBytes = RecordHeader.sizeBytes(bodyBytes);
        ensureRoom(recordBytes);
        if (index.remaining() < PageFileHeader.INDEX_ENTRY_BYTES) {
            index = newBuffer(index.capacity() * 2).put(index.flip());
        }
        index.putLong(position).putLong(sizeBytes());
        int at = buffer.position();
        RecordHeader.beginPaged(buffer, at, stored.userType(), flags, stream, position);
        buffer.position(at + RecordHeader.BYTES).put(stored.body());
        RecordHeader.finish(buffer, at, bodyBytes, crc);
        while (buffer.position() < at + recordBytes) {
            buffer.put((byte) 0);
        }
    }

    private void endRun() {
        if (runCount > 0) {
            runs.add(new PageRun(runStream, runCount, runFirst, runLast, recordCount() - runCount));
            runCount = 0;
        }
    }

    /** Makes the file durable under its own name, which the caller makes durable with the directory. */
    PageFile finish() throws IOException {
        endRun();
        flush();
        long footerOffset = writtenBytes;
        PageFileHeader header = new PageFileHeader(journalId, number, checkpoint, recordCount(), footerOffset);
        ByteBuffer runBytes = newBuffer(runs.size() * PageRun.BYTES + PageFileHeader.TRAILER_BYTES);
        runs.forEach(run -> run.encode(runBytes));
        int runsEnd = runBytes.position();
        runBytes.putInt(runs.size())
                .putInt(0)
                .putInt(crcOf(index, index.position()))
                .putInt(crcOf(runBytes, runsEnd));
        write(index.flip());
        write(runBytes.flip());
        ByteBuffer block = newBuffer(PageFileHeader.BYTES);
        header.encode(block);
        file.writeFully(block, 0);
        file.sync();
        file.close();
        io.rename(temporaryName, PageFile.name(number));
        return new PageFile(header, runs, writtenBytes);
    }

    /** Gives the file up. */
    void discard() throws IOException {
        file.close();
        io.delete(temporaryName);
    }

    private void ensureRoom(int recordBytes) throws IOException {
        if (buffer.remaining() < recordBytes) {
            flush();
            if (buffer.capacity() < recordBytes) {
                buffer = newBuffer(recordBytes);
            }
        }
    }

    private void flush() throws IOException {
        write(buffer.flip());
        buffer.clear();
        if (writtenBytes - syncedBytes >= SYNC_BYTES) {
            file.sync();
            syncedBytes = writtenBytes;
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        int length = bytes.remaining();
        file.writeFully(bytes, writtenBytes);
        writtenBytes += length;
    }

    private int crcOf(ByteBuffer bytes, int length) {
        crc.reset();
        crc.update(bytes.slice(0, length));
        return (int) crc.getValue();
    }

    private static ByteBuffer newBuffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
