// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.inspect;

import io.mambamq.journal.JournalException;
import io.mambamq.journal.file.IoLayer;
import io.mambamq.journal.format.PageRun;
import io.mambamq.journal.format.StoredRecord;
import io.mambamq.journal.format.Superblock;
import io.mambamq.journal.page.PageCatalog;
import io.mambamq.journal.page.PageFile;
import io.mambamq.journal.page.PageFileLoader;
import io.mambamq.journal.page.PageReader;
import io.mambamq.journal.read.RecordReader;
import io.mambamq.journal.read.SegmentIndex;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads single records by their position, from the log or from page files; uses what is not damaged. */
public final class RecordLookup implements AutoCloseable {

    private final Superblock superblock;
    private final RecordReader log;
    private final PageReader pages;
    private final PageCatalog catalog;

    private RecordLookup(Superblock superblock, RecordReader log, PageReader pages, PageCatalog catalog) {
        this.superblock = superblock;
        this.log = log;
        this.pages = pages;
        this.catalog = catalog;
    }

    static RecordLookup of(IoLayer io, Superblock superblock, List<InspectedSegment> segments) throws IOException {
        Map<Long, String> fileNames = new HashMap<>();
        for (InspectedSegment segment : segments) {
            if (segment.header() != null) {
                fileNames.putIfAbsent(segment.header().segmentId(), segment.name());
            }
        }
        RecordReader log =
                new RecordReader(io, new SegmentIndex(fileNames), superblock.blockBytes(), superblock.segmentBytes());
        return new RecordLookup(superblock, log, new PageReader(io), PageCatalog.of(pageFiles(io, superblock)));
    }

    /** Those with good headers and runs; walking them tells what is wrong with the others. */
    private static List<PageFile> pageFiles(IoLayer io, Superblock superblock) throws IOException {
        PageFileLoader loader = new PageFileLoader(io, superblock.journalId(), "");
        List<PageFile> files = new ArrayList<>();
        for (String name : io.list()) {
            if (PageFile.isName(name)) {
                try {
                    PageFile file = loader.load(name);
                    if (file.header().checkpoint() <= superblock.checkpointNumber()) {
                        files.add(file);
                    }
                } catch (JournalException e) {
                    // Its records cannot be found.
                }
            }
        }
        return files;
    }

    /**
     * The record, checked.
     *
     * @param likelyStream of the record, which is looked at first
     * @throws JournalException where it is damaged or not there; the message says which
     */
    public StoredRecord read(int likelyStream, long position) throws IOException {
        if (position >= superblock.oldestSegmentId() * superblock.segmentBytes()) {
            return log.read(position);
        }
        try {
            return pages.read(catalog, likelyStream, position);
        } catch (JournalException e) {
            StoredRecord record = readAnyStream(position);
            if (record == null) {
                throw e;
            }
            return record;
        }
    }

    /** Null where no page file holds the record undamaged, in whatever stream. */
    private @Nullable StoredRecord readAnyStream(long position) throws IOException {
        for (PageFile file : catalog.files()) {
            for (PageRun run : file.runs()) {
                try {
                    if (run.covers(position)) {
                        return pages.read(catalog, run.stream(), position);
                    }
                } catch (JournalException e) {
                    // Another stream may have it: their ranges overlap.
                }
            }
        }
        return null;
    }

    @Override
    public void close() {
        log.close();
        pages.close();
    }
}
