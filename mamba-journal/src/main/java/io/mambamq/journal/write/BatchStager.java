// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.write;

import io.mambamq.journal.JournalException;
import io.mambamq.journal.format.BatchHeader;
import io.mambamq.journal.format.EncodedRecords;
import io.mambamq.journal.format.JournalFormat;
import io.mambamq.journal.format.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Turns appends into batches: takes them from the inbox in order, packs their records into the staging buffer, cuts
 * records that are larger than the buffer into fragments.
 *
 * <p>An append is begun only when the room for all of it is certain, in the current segment and in the pool. So a full
 * disk refuses whole appends and never leaves a part of one in the log. Confined to the writer thread.
 */
final class BatchStager {

    private enum Admission {
        ADMITTED,
        WAITING,
        REFUSED
    }

    /** Shorter pieces of a large record are not worth a header. */
    private static final int FRAGMENT_BYTES_MIN = 256;

    private final AppendInbox inbox;
    private final SegmentPool pool;
    private final LogWriter log;
    private final CompletionDispatcher dispatcher;
    private final WriterCounters counters;
    private final Runnable wakePreparer;
    private final StagingBuffer staging;

    // of the append being copied
    private @Nullable PendingAppend current;
    private int nextRecord;
    private int fragmentedBytes;

    private @Nullable PendingAppend waitingForRoom;
    private boolean needsSegment;
    private boolean begun;

    BatchStager(
            AppendInbox inbox,
            SegmentPool pool,
            LogWriter log,
            CompletionDispatcher dispatcher,
            WriterCounters counters,
            int stagingBytes,
            Runnable wakePreparer) {
        this.inbox = inbox;
        this.pool = pool;
        this.log = log;
        this.dispatcher = dispatcher;
        this.counters = counters;
        this.wakePreparer = wakePreparer;
        this.staging = new StagingBuffer(stagingBytes, log.blockBytes());
    }

    /** The batch, to be written; what is staged next begins another one. */
    StagingBuffer take() {
        begun = false;
        return staging;
    }

    boolean hasWork() {
        if (current != null) {
            return true;
        }
        PendingAppend waiting = waitingForRoom;
        return waiting == null ? inbox.hasNext() && !inbox.lingers() : admission(waiting) != Admission.WAITING;
    }

    /** What is pending waits for more to share the sync with. */
    boolean lingers() {
        return current == null && waitingForRoom == null && inbox.lingers();
    }

    /** The next append is not begun before there is room for it. */
    boolean waitsForRoom() {
        return waitingForRoom != null;
    }

    /** Nothing accepted is left. */
    boolean isDrained() {
        return current == null && waitingForRoom == null && inbox.isEmpty();
    }

    /** The next record goes into a new segment; {@link #stage} stages nothing before there is one. */
    boolean needsSegment() {
        return needsSegment;
    }

    void segmentBegun() {
        needsSegment = false;
    }

    /**
     * Adds what has gathered to the batch; false where the batch is empty even then. A refused append ends it, so that its
     * outcome is told before anything later is written: what comes back after a crash has no gap that nobody knows of.
     *
     * @param syncing a sync is under way: outcomes have to wait, nothing is refused
     */
    boolean stage(boolean syncing) {
        if (needsSegment) {
            return false;
        }
        if (!begun) {
            stageNothing();
        }
        while (true) {
            PendingAppend append = current == null ? next(syncing) : current;
            if (append == null || !copy(append)) {
                break;
            }
            current = null;
            dispatcher.add(append);
        }
        begun = !staging.isEmpty();
        needsSegment = current != null && !begun;
        return begun;
    }

    /** More is accepted than the batch can hold. */
    boolean hasBacklog() {
        return current != null;
    }

    /** Leaves a batch without records in the staging buffer. */
    void stageNothing() {
        staging.begin((int) Math.min(staging.capacityBytes(), log.roomBytes()), log.chainCrc());
    }

    /** Gives up everything accepted so far. */
    int failAll(JournalException cause) {
        int failed = 0;
        needsSegment = false;
        begun = false;
        PendingAppend append = current == null ? waitingForRoom : current;
        current = null;
        waitingForRoom = null;
        if (append == null) {
            append = inbox.poll();
        }
        while (append != null) {
            append.fail(cause);
            dispatcher.add(append);
            failed++;
            append = inbox.poll();
        }
        return failed;
    }

    /** The next append, if there is room for it; a refused one goes straight to the dispatcher. */
    private @Nullable PendingAppend next(boolean syncing) {
        PendingAppend append = waitingForRoom == null ? inbox.poll() : waitingForRoom;
        waitingForRoom = null;
        if (append == null) {
            return null;
        }
        Admission admission = admission(append);
        if (admission == Admission.ADMITTED) {
            current = append;
            nextRecord = 0;
            fragmentedBytes = 0;
            return append;
        }
        if (admission == Admission.REFUSED && !syncing) {
            refuse(append);
        } else {
            waitingForRoom = append;
            wakePreparer.run();
        }
        return null;
    }

    private void refuse(PendingAppend append) {
        JournalException cause = pool.blockedBy();
        String why = cause == null ? "no segment is ready" : String.valueOf(cause.getMessage());
        // Whatever the reason: the append was not begun, and that is what the caller has to know.
        append.fail(new JournalException(JournalException.Kind.DISK_FULL, "no room to append: " + why, cause));
        counters.diskFull();
        dispatcher.add(append);
        wakePreparer.run();
    }

    private Admission admission(PendingAppend append) {
        long sizeBytes = append.records().sizeBytes();
        long stagedBytes = JournalFormat.alignUp(staging.offset(), log.blockBytes());
        if (sizeBytes == 0 || sizeBytes <= staging.remainingBytes()) {
            return Admission.ADMITTED;
        }
        // The most it can take: two batches in a row hold at least one staging buffer of records.
        long batchesMax = 2 * sizeBytes / staging.capacityBytes() + 4;
        long needed = sizeBytes + batchesMax * (log.blockBytes() + BatchHeader.BYTES + RecordHeader.BYTES);
        long here = Math.max(0, log.roomBytes() - stagedBytes - staging.capacityBytes());
        long perSegment = log.segmentRoomBytes() - staging.capacityBytes();
        if (needed <= here + pool.available() * perSegment) {
            return Admission.ADMITTED;
        }
        pool.want((int) ((needed - here + perSegment - 1) / perSegment));
        return pool.blockedBy() == null ? Admission.WAITING : Admission.REFUSED;
    }

    /** Copies what fits; true when all of the append has been copied. */
    private boolean copy(PendingAppend append) {
        EncodedRecords records = append.records();
        int end = fragmentedBytes > 0 ? nextRecord : lastThatFits(records);
        if (end > nextRecord) {
            place(append);
            staging.add(records, nextRecord, end);
            nextRecord = end;
        }
        if (nextRecord == records.count()) {
            return true;
        }
        if (recordBytes(records, nextRecord) <= staging.capacityBytes() - BatchHeader.BYTES) {
            return false;
        }
        return copyFragment(append) && copy(append);
    }

    /** Copies a piece of a record that no batch holds whole; true when it was the last piece. */
    private boolean copyFragment(PendingAppend append) {
        EncodedRecords records = append.records();
        int room = (staging.remainingBytes() - RecordHeader.BYTES) & -RecordHeader.ALIGNMENT;
        int bodyBytes = RecordHeader.bodyBytes(records.buffer(), records.offset(nextRecord));
        int left = bodyBytes - fragmentedBytes;
        if (room < Math.min(FRAGMENT_BYTES_MIN, left)) {
            return false;
        }
        int piece = Math.min(room, left);
        if (fragmentedBytes == 0) {
            place(append);
            staging.addFragment(records, nextRecord, 0, piece, RecordHeader.KIND_FIRST, bodyBytes);
        } else {
            int kind = piece == left ? RecordHeader.KIND_LAST : RecordHeader.KIND_MIDDLE;
            staging.addFragment(records, nextRecord, fragmentedBytes, piece, kind, fragmentedBytes);
        }
        fragmentedBytes += piece;
        if (fragmentedBytes < bodyBytes) {
            return false;
        }
        fragmentedBytes = 0;
        nextRecord++;
        return true;
    }

    /** Remembers that the next record goes where the staging buffer stands. */
    private void place(PendingAppend append) {
        append.positions()
                .add(
                        nextRecord,
                        log.positionAt(staging.offset()) - append.records().offset(nextRecord));
    }

    /** The first record from {@link #nextRecord} on that does not fit any more. */
    private int lastThatFits(EncodedRecords records) {
        int limit = records.offset(nextRecord) + staging.remainingBytes();
        if (records.sizeBytes() <= limit) {
            return records.count();
        }
        int end = nextRecord;
        while (records.offset(end + 1) <= limit) {
            end++;
        }
        return end;
    }

    private static int recordBytes(EncodedRecords records, int record) {
        return records.offset(record + 1) - records.offset(record);
    }
}
