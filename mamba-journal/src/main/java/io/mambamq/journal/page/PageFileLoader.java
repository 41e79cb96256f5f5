// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.page;

import io.mambamq.journal.CorruptionReport;
import io.mambamq.journal.JournalCorruptionException;
import io.mambamq.journal.JournalException;
import io.mambamq.journal.file.IoFile;
import io.mambamq.journal.file.IoLayer;
import io.mambamq.journal.format.PageFileHeader;
import io.mambamq.journal.format.PageRun;
import io.mambamq.journal.format.UnknownFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * Reads what is kept in memory of page files. A file gets its name when all of it is durable, so whatever is wrong with
 * one is damage.
 */
public final class PageFileLoader {

    private static final String PROOF = "a page file gets its name only when all of it is on disk, and never changes";

    private final IoLayer io;
    private final UUID journalId;
    private final String advice;

    /** @param advice what a damage report ends with */
    public PageFileLoader(IoLayer io, UUID journalId, String advice) {
        this.io = io;
        this.journalId = journalId;
        this.advice = advice;
    }

    /**
     * Header and runs of the file, both checked; its records and their index are not.
     *
     * @throws JournalCorruptionException where they are damaged
     */
    public PageFile load(String name) throws IOException {
        try (IoFile file = io.openForRead(name)) {
            long sizeBytes = file.sizeBytes();
            PageFileHeader header = header(name, file);
            long trailerOffset = sizeBytes - PageFileHeader.TRAILER_BYTES;
            long runBytes = trailerOffset - header.runsOffset();
            if (!PageFile.name(header.number()).equals(name) || runBytes <= 0 || runBytes % PageRun.BYTES != 0) {
                throw damaged(name, 0, "a file that ends with runs and checksums", sizeBytes + " bytes of " + header);
            }
            return new PageFile(header, runs(name, file, header, (int) runBytes), sizeBytes);
        }
    }

    private PageFileHeader header(String name, IoFile file) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(PageFileHeader.BYTES);
        file.readFully(block, 0);
        PageFileHeader header;
        try {
            header = PageFileHeader.decode(block);
        } catch (UnknownFormatException e) {
            throw new JournalException(JournalException.Kind.INCOMPATIBLE, name + " was " + e.getMessage(), e);
        }
        if (header == null) {
            throw damaged(name, 0, "the header of a page file", "other bytes");
        }
        if (!header.journalId().equals(journalId)) {
            throw new JournalException(
                    JournalException.Kind.INCOMPATIBLE,
                    name + " belongs to journal " + header.journalId() + ", this directory holds journal " + journalId
                            + "; move the file away or restore the directory it came from");
        }
        return header;
    }

    private List<PageRun> runs(String name, IoFile file, PageFileHeader header, int runBytes) throws IOException {
        ByteBuffer stored =
                ByteBuffer.allocate(runBytes + PageFileHeader.TRAILER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        file.readFully(stored, header.runsOffset());
        CRC32C crc = new CRC32C();
        crc.update(stored.array(), 0, runBytes);
        int runCount = runBytes / PageRun.BYTES;
        if (stored.getInt(runBytes) != runCount
                || stored.getInt(runBytes + 4) != 0
                || stored.getInt(runBytes + 12) != (int) crc.getValue()) {
            throw damaged(name, header.runsOffset(), "the checksum of " + runCount + " runs", "another one");
        }
        stored.flip();
        List<PageRun> runs = new ArrayList<>(runCount);
        for (int i = 0; i < runCount; i++) {
            runs.add(PageRun.decode(stored));
        }
        return runs;
    }

    /** A report about a file of this kind. */
    public JournalCorruptionException damaged(String name, long offset, String expected, String found) {
        return new JournalCorruptionException(new CorruptionReport(name, offset, 0, expected, found, PROOF), advice);
    }
}
