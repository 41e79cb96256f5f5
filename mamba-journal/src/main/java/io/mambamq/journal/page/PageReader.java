// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.page;

import io.mambamq.journal.CorruptionReport;
import io.mambamq.journal.JournalCorruptionException;
import io.mambamq.journal.JournalException;
import io.mambamq.journal.file.IoFile;
import io.mambamq.journal.file.IoLayer;
import io.mambamq.journal.file.OpenFiles;
import io.mambamq.journal.format.PageFileHeader;
import io.mambamq.journal.format.PageRun;
import io.mambamq.journal.format.RecordHeader;
import io.mambamq.journal.format.StoredRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** Reads records of page files back, by stream and position in the log. Confined to one thread. */
public final class PageReader {

    /** Read with the header, so that a small record costs one read. */
    private static final int READ_AHEAD_BYTES = 4096;

    private static final String ADVICE =
            "The record cannot be delivered; check the disk. Other records are not affected";

    private final OpenFiles files;
    private final PageIndexBlocks index = new PageIndexBlocks();
    private final CRC32C crc32c = new CRC32C();
    private final ByteBuffer head =
            ByteBuffer.allocate(RecordHeader.BYTES + READ_AHEAD_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    public PageReader(IoLayer io) {
        this.files = new OpenFiles(io);
    }

    /**
     * The record.
     *
     * @throws JournalCorruptionException where it is damaged, or was damaged already when it was carried here from the log
     * @throws JournalException of kind NO_SUCH_RECORD where no page file has room for it
     */
    public StoredRecord read(PageCatalog catalog, int stream, long position) throws IOException {
        PageCatalog.Location location = catalog.find(stream, position);
        if (location == null) {
            throw new JournalException(
                    JournalException.Kind.NO_SUCH_RECORD,
                    "no page file holds position " + position + " of stream " + stream);
        }
        PageFile page = location.file();
        IoFile file = files.get(page.name());
        return check(page, file, find(file, location, position), stream, position);
    }

    /** The bytes that stand where the body of a damaged record should be, as far as its header makes sense. */
    public byte[] readAsFound(PageCatalog catalog, int stream, long position) throws IOException {
        PageCatalog.Location location = catalog.find(stream, position);
        if (location == null) {
            return new byte[0];
        }
        IoFile file = files.get(location.file().name());
        long offset;
        try {
            offset = find(file, location, position);
        } catch (JournalCorruptionException e) {
            return new byte[0];
        }
        int bodyBytes = head.position() < RecordHeader.BYTES ? -1 : RecordHeader.bodyBytes(head, 0);
        if (bodyBytes < 0
                || offset + RecordHeader.BYTES + bodyBytes > location.file().sizeBytes()) {
            return new byte[0];
        }
        ByteBuffer body = ByteBuffer.allocate(bodyBytes);
        file.readFully(body, offset + RecordHeader.BYTES);
        return body.array();
    }

    /** Forgets files that this catalog does not have. */
    public void catalogChanged(PageCatalog catalog) {
        files.closeUnless(catalog::contains);
        index.clear();
    }

    public void close() {
        files.closeAll();
    }

    /** Reads the beginning of the record into {@link #head}, as far as it is there; tells its offset. */
    private long find(IoFile file, PageCatalog.Location location, long position) throws IOException {
        PageFile page = location.file();
        PageRun run = location.run();
        long footerOffset = page.header().footerOffset();
        long indexed = entryOf(file, page, run, position);
        long offset = indexed < 0 ? -1 : index.offset(file, page, indexed);
        if (load(file, page, offset, run.stream(), position)) {
            return offset;
        }
        // One damaged entry can lead the search astray, past others that are good: records know their positions as
        // well.
        for (long entry = run.firstEntry(); entry < run.firstEntry() + run.count(); entry++) {
            long other = index.offset(file, page, entry);
            if (load(file, page, other, run.stream(), position)) {
                return other;
            }
        }
        if (indexed < 0) {
            throw damaged(page.name(), footerOffset, "record " + position + " in the index", "no such entry");
        }
        if (offset < PageFileHeader.BYTES || offset >= footerOffset) {
            long entryOffset = footerOffset + indexed * PageFileHeader.INDEX_ENTRY_BYTES;
            throw damaged(page.name(), entryOffset, "where record " + position + " begins", "offset " + offset);
        }
        load(file, page, offset, run.stream(), position);
        return offset;
    }

    private boolean load(IoFile file, PageFile page, long offset, int stream, long position) throws IOException {
        if (offset < PageFileHeader.BYTES || offset >= page.header().footerOffset()) {
            return false;
        }
        return file.readFully(head.clear(), offset) >= RecordHeader.BYTES
                && RecordHeader.id(head, 0) == position
                && RecordHeader.stream(head, 0) == stream;
    }

    /** The entry of the record in the index, or -1. */
    private long entryOf(IoFile file, PageFile page, PageRun run, long position) throws IOException {
        long low = run.firstEntry();
        long high = low + run.count() - 1;
        while (low <= high) {
            long middle = (low + high) >>> 1;
            long found = index.position(file, page, middle);
            if (found == position) {
                return middle;
            }
            if (found < position) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    /** The record whose beginning is in {@link #head}. */
    private StoredRecord check(PageFile page, IoFile file, long offset, int stream, long position) throws IOException {
        int read = head.position();
        int bodyBytes = read < RecordHeader.BYTES ? -1 : RecordHeader.bodyBytes(head, 0);
        if (bodyBytes < 0
                || offset + RecordHeader.BYTES + bodyBytes > page.header().footerOffset()) {
            throw damaged(page.name(), offset, "a record", "a record of " + bodyBytes + " bytes");
        }
        ByteBuffer record = head;
        if (RecordHeader.BYTES + bodyBytes > read) {
            record = ByteBuffer.allocate(RecordHeader.BYTES + bodyBytes).order(ByteOrder.LITTLE_ENDIAN);
            file.readFully(record, offset);
        }
        if (RecordHeader.computeCrc(record, 0, bodyBytes, crc32c) != RecordHeader.crc(record, 0)
                || RecordHeader.id(record, 0) != position
                || RecordHeader.stream(record, 0) != stream) {
            throw damaged(page.name(), offset, "record " + position + " of stream " + stream, "other bytes");
        }
        if ((RecordHeader.flags(record, 0) & RecordHeader.FLAG_DAMAGED) != 0) {
            throw damaged(page.name(), offset, "a record", "one that was damaged in the log already");
        }
        byte[] body = new byte[bodyBytes];
        record.get(RecordHeader.BYTES, body);
        return new StoredRecord(RecordHeader.userType(record, 0), stream, body);
    }

    private static JournalCorruptionException damaged(String name, long offset, String expected, String found) {
        return new JournalCorruptionException(new CorruptionReport(name, offset, 0, expected, found, null), ADVICE);
    }
}
