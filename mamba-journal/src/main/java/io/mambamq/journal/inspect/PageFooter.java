// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.inspect;

import io.mambamq.journal.file.IoFile;
import io.mambamq.journal.format.PageFileHeader;
import io.mambamq.journal.format.PageRun;
import io.mambamq.journal.recover.Defect;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The end of a page file, checked: index, runs, checksums.
 *
 * @param index the entries, as they stand in the file
 * @param defect what is wrong with it; null where it is good
 */
record PageFooter(ByteBuffer index, int streams, @Nullable Defect defect) {

    /** Reads and checks the footer of the file that begins with {@code header}. */
    static PageFooter read(IoFile file, PageFileHeader header) throws IOException {
        long runsBytes = file.sizeBytes() - header.runsOffset() - PageFileHeader.TRAILER_BYTES;
        long indexBytes = header.runsOffset() - header.footerOffset();
        if (runsBytes < 0 || runsBytes % PageRun.BYTES != 0 || runsBytes + indexBytes > Integer.MAX_VALUE) {
            return bad(header.footerOffset(), "index, runs and checksums", "a file of " + file.sizeBytes() + " bytes");
        }
        ByteBuffer index = read(file, header.footerOffset(), (int) indexBytes);
        ByteBuffer runs = read(file, header.runsOffset(), (int) runsBytes);
        ByteBuffer trailer = read(file, header.runsOffset() + runsBytes, PageFileHeader.TRAILER_BYTES);
        if (trailer.getInt(0) != runsBytes / PageRun.BYTES || trailer.getInt(4) != 0) {
            return bad(header.runsOffset() + runsBytes, "a count of runs", "count " + trailer.getInt(0));
        }
        if (trailer.getInt(8) != crcOf(index)) {
            return bad(header.footerOffset(), "an index with a valid checksum", "a damaged one");
        }
        if (trailer.getInt(12) != crcOf(runs)) {
            return bad(header.runsOffset(), "runs with a valid checksum", "damaged ones");
        }
        return checkRuns(header, index, runs);
    }

    private static PageFooter checkRuns(PageFileHeader header, ByteBuffer index, ByteBuffer runs) {
        Set<Integer> streams = new HashSet<>();
        long entries = 0;
        while (runs.hasRemaining()) {
            long offset = header.runsOffset() + runs.position();
            PageRun run = PageRun.decode(runs);
            streams.add(run.stream());
            boolean fits = run.count() >= 1
                    && run.firstEntry() >= 0
                    && run.firstEntry() + run.count() <= header.recordCount()
                    && position(index, run.firstEntry()) == run.firstPosition()
                    && position(index, run.firstEntry() + run.count() - 1) == run.lastPosition();
            if (!fits) {
                return bad(offset, "a run of the index", run.toString());
            }
            entries += run.count();
        }
        return entries == header.recordCount()
                ? new PageFooter(index, streams.size(), null)
                : bad(header.runsOffset(), header.recordCount() + " records in runs", entries + " records");
    }

    /** Whether entry {@code number} names this record. */
    boolean matches(long number, long position, long offset) {
        int at = (int) number * PageFileHeader.INDEX_ENTRY_BYTES;
        return index.getLong(at) == position && index.getLong(at + Long.BYTES) == offset;
    }

    private static long position(ByteBuffer index, long entry) {
        return index.getLong((int) entry * PageFileHeader.INDEX_ENTRY_BYTES);
    }

    private static ByteBuffer read(IoFile file, long offset, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        file.readFully(buffer, offset);
        return buffer.rewind();
    }

    private static int crcOf(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate());
        return (int) crc.getValue();
    }

    private static PageFooter bad(long offset, String expected, String found) {
        return new PageFooter(ByteBuffer.allocate(0), 0, new Defect(offset, expected, found));
    }
}
