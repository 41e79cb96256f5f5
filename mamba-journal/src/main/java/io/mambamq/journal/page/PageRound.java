// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.page;

import io.mambamq.journal.JournalCorruptionException;
import io.mambamq.journal.JournalLog;
import io.mambamq.journal.file.IoLayer;
import io.mambamq.journal.format.RecordHeader;
import io.mambamq.journal.format.StoredRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes the page files of one checkpoint, a bounded piece of work at a time. A stream with many records to carry gets
 * files of its own, which go as soon as that stream has consumed them; those with few share one, so that thousands of
 * small queues do not make thousands of files at every checkpoint.
 *
 * <p>Confined to one thread. The files count for nothing until their checkpoint is durable.
 */
public final class PageRound {

    /**
     * The files to be written.
     *
     * @param fileBytes a file of so many bytes is full
     */
    public record Target(
            UUID journalId, long checkpoint, long firstFileNumber, long fileBytes, String temporarySuffix) {

        /** A stream with so many records to carry gets files of its own: 256 of them for files of 64 MiB. */
        int ownFileRecordsMin() {
            return (int) Math.max(4, fileBytes >> 18);
        }
    }

    private static final int STEP_BYTES = 1 << 20;

    private final IoLayer io;
    private final Target target;
    private final RecordSource source;
    private final Iterator<Map.Entry<Integer, CarriedRecords.Positions>> streams;
    private final List<PageFile> files = new ArrayList<>();
    private @Nullable PageFileWriter writer;

    // of the stream being carried
    private int stream;
    private CarriedRecords.Positions positions = new CarriedRecords.Positions();
    private int next;
    private boolean ownsFile;

    public PageRound(IoLayer io, Target target, RecordSource source, CarriedRecords carried) {
        this.io = io;
        this.target = target;
        this.source = source;
        this.streams = carried.sorted().entrySet().iterator();
    }

    /**
     * Carries some records.
     *
     * @return false when all are carried: {@link #files} are then durable, but for their names
     * @throws IOException where a file cannot be written; {@link #discard} then
     */
    public boolean step() throws IOException {
        long carriedBytes = 0;
        while (carriedBytes < STEP_BYTES) {
            if (next == positions.count() && !nextStream()) {
                finishFile();
                return false;
            }
            carriedBytes += carry(positions.get(next++));
        }
        return true;
    }

    /** What was written. */
    public List<PageFile> files() {
        return files;
    }

    /** Deletes what was written. */
    public void discard() throws IOException {
        PageFileWriter open = writer;
        writer = null;
        if (open != null) {
            open.discard();
        }
        for (PageFile file : files) {
            io.delete(file.name());
        }
    }

    private boolean nextStream() throws IOException {
        if (ownsFile) {
            finishFile();
        }
        if (!streams.hasNext()) {
            return false;
        }
        Map.Entry<Integer, CarriedRecords.Positions> entry = streams.next();
        stream = entry.getKey();
        positions = entry.getValue();
        next = 0;
        ownsFile = positions.count() >= target.ownFileRecordsMin();
        if (ownsFile) {
            finishFile();
        }
        return true;
    }

    private long carry(long position) throws IOException {
        PageFileWriter into = writer;
        if (into == null) {
            into = new PageFileWriter(
                    io,
                    target.journalId(),
                    target.firstFileNumber() + files.size(),
                    target.checkpoint(),
                    target.temporarySuffix());
            writer = into;
        }
        long before = into.sizeBytes();
        int gap = source.gapOf(stream, position);
        StoredRecord stored = read(position);
        if (stored != null) {
            into.add(position, gap, new StoredRecord(stored.userType(), stream, stored.body()), 0);
        } else {
            into.add(position, gap, asFound(position), RecordHeader.FLAG_DAMAGED);
        }
        long size = into.sizeBytes();
        if (size >= target.fileBytes()) {
            finishFile();
        }
        return size - before;
    }

    /** Null where it is damaged: it must neither be lost in silence nor keep its segment for ever. */
    private @Nullable StoredRecord read(long position) throws IOException {
        try {
            return source.read(stream, position);
        } catch (JournalCorruptionException e) {
            JournalLog.LOG.damagedRecordCarried(stream, position, String.valueOf(e.getMessage()));
            return null;
        } catch (IOException e) {
            throw new UnreadableRecordException(e);
        }
    }

    private StoredRecord asFound(long position) throws IOException {
        try {
            return new StoredRecord(0, stream, source.readAsFound(stream, position));
        } catch (IOException e) {
            throw new UnreadableRecordException(e);
        }
    }

    private void finishFile() throws IOException {
        PageFileWriter open = writer;
        if (open != null) {
            files.add(open.finish());
            writer = null;
        }
    }
}
