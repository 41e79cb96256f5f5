// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.inspect;

import io.mambamq.journal.file.IoFile;
import io.mambamq.journal.format.PageFileHeader;
import io.mambamq.journal.format.RecordHeader;
import io.mambamq.journal.format.Superblock;
import io.mambamq.journal.format.UnknownFormatException;
import io.mambamq.journal.recover.Defect;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Reads one page file whole: header, every record, index, runs and their checksums. */
final class PageFileCheck {
    private final IoFile file;
    private final String name;
    private final Superblock superblock;
    private final InspectionListener listener;
    private final CRC32C crc = new CRC32C();
    private boolean whole = true;

    PageFileCheck(IoFile file, String name, Superblock superblock, InspectionListener listener) {
        this.file = file;
        this.name = name;
        this.superblock = superblock;
        this.listener = listener;
    }

    /**
     * Reads it and tells the listener.
     *
     * @param withRecords whether to read the records too, and not just what the file says about them
     */
    void run(boolean withRecords) throws IOException {
        try {
            ByteBuffer block = ByteBuffer.allocate(PageFileHeader.BYTES);
            file.readFully(block, 0);
            check(PageFileHeader.decode(block), withRecords);
        } catch (UnknownFormatException e) {
            report(Verdict.INCOMPATIBLE, 0, "a page file in format 1.x", "one " + e.getMessage(), null);
        }
    }

    private void check(@Nullable PageFileHeader header, boolean withRecords) throws IOException {
        if (header == null) {
            damage(0, "a page file header with a valid checksum", "a damaged one");
            listener.pageFile(new PageFileSummary(name, file.sizeBytes(), null, 0, 0, false));
            return;
        }
        if (header.checkpoint() > superblock.checkpointNumber()) {
            report(
                    Verdict.LEFTOVER,
                    0,
                    "a page file of checkpoint " + superblock.checkpointNumber() + " or older",
                    "one that was written for checkpoint " + header.checkpoint(),
                    "the superblock does not name that checkpoint: the process ended while it was written");
            return;
        }
        if (!header.journalId().equals(superblock.journalId())) {
            report(
                    Verdict.INCOMPATIBLE,
                    0,
                    "a page file of journal " + superblock.journalId(),
                    "one of journal " + header.journalId(),
                    null);
            return;
        }
        PageFooter footer = PageFooter.read(file, header);
        if (footer.defect() != null) {
            Defect defect = footer.defect();
            damage(defect.offset(), defect.expected(), defect.found());
        }
        long records = withRecords ? readRecords(header, footer) : header.recordCount();
        listener.pageFile(new PageFileSummary(name, file.sizeBytes(), header, records, footer.streams(), whole));
    }

    private long readRecords(PageFileHeader header, PageFooter footer) throws IOException {
        long offset = PageFileHeader.BYTES;
        long good = 0;
        for (long i = 0; i < header.recordCount(); i++) {
            ByteBuffer record = readRecord(offset, header.footerOffset());
            if (record == null) {
                damage(offset, "record " + i + " of " + header.recordCount(), "no record that fits");
                return good;
            }
            int bodyBytes = RecordHeader.bodyBytes(record, 0);
            boolean intact = RecordHeader.computeCrc(record, 0, bodyBytes, crc) == RecordHeader.crc(record, 0);
            checkRecord(record, offset, intact, footer, i);
            deliver(record, offset, bodyBytes, intact);
            good += intact ? 1 : 0;
            offset += RecordHeader.sizeBytes(bodyBytes);
        }
        if (offset != header.footerOffset()) {
            damage(offset, "the index", (header.footerOffset() - offset) + " bytes that are no record");
        }
        return good;
    }

    private void checkRecord(ByteBuffer record, long offset, boolean intact, PageFooter footer, long number)
            throws IOException {
        if (!intact) {
            damage(offset, "a record with a valid checksum", "a damaged one");
        } else if (footer.defect() == null && !footer.matches(number, RecordHeader.id(record, 0), offset)) {
            damage(offset, "the record that the index names", "record of position " + RecordHeader.id(record, 0));
        } else if ((RecordHeader.flags(record, 0) & RecordHeader.FLAG_DAMAGED) != 0) {
            damage(offset, "a record that was intact in the log", "one that was copied although it was damaged there");
        }
    }

    private @Nullable ByteBuffer readRecord(long offset, long limit) throws IOException {
        if (offset + RecordHeader.BYTES > limit) {
            return null;
        }
        ByteBuffer head = little(RecordHeader.BYTES);
        file.readFully(head, offset);
        int bodyBytes = RecordHeader.bodyBytes(head, 0);
        if (bodyBytes < 0 || bodyBytes > limit - offset - RecordHeader.BYTES) {
            return null;
        }
        ByteBuffer record = little(RecordHeader.BYTES + bodyBytes);
        file.readFully(record, offset);
        return record;
    }

    private void deliver(ByteBuffer record, long offset, int bodyBytes, boolean intact) {
        InspectedRecord stored = new InspectedRecord(
                name,
                offset,
                RecordHeader.id(record, 0),
                0,
                0,
                RecordHeader.kind(record, 0),
                RecordHeader.userType(record, 0),
                RecordHeader.flags(record, 0),
                RecordHeader.stream(record, 0),
                bodyBytes,
                intact,
                true);
        ByteBuffer body = record.slice(RecordHeader.BYTES, bodyBytes).asReadOnlyBuffer();
        listener.record(stored, body, new FragmentJoin().accept(stored, body, 0));
    }

    private void damage(long offset, String expected, String found) throws IOException {
        whole = false;
        report(Verdict.DAMAGE, offset, expected, found, "a page file is durable before the checkpoint that needs it");
    }

    private void report(Verdict verdict, long offset, String expected, String found, @Nullable String proof)
            throws IOException {
        listener.finding(Finding.of(verdict, name, new Defect(offset, expected, found), proof)
                .withNeighbourhood(verdict == Verdict.DAMAGE ? Neighbourhood.of(file, offset) : ""));
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
