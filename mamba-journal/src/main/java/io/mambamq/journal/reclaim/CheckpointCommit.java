// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.reclaim;

import io.mambamq.journal.JournalException;
import io.mambamq.journal.JournalLog;
import io.mambamq.journal.checkpoint.CheckpointWriter;
import io.mambamq.journal.file.OutOfSpace;
import io.mambamq.journal.format.Superblock;
import io.mambamq.journal.page.PageCatalog;
import io.mambamq.journal.page.PageFile;
import io.mambamq.journal.page.PageRound;
import io.mambamq.journal.page.UnreadableRecordException;
import io.mambamq.journal.recover.SuperblockStore;
import io.mambamq.journal.write.FreeSegment;
import io.mambamq.journal.write.SegmentPreparer;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings a complete checkpoint into force, on the pages thread.
 *
 * <pre>
 *   CARRYING: page files are written, piece by piece          a crash here: they are deleted at the start
 *   then the checkpoint is made durable, then the superblock  the moment from which it counts
 *   ADVANCING: the reader finishes what it was asked for, then looks for old records in page files
 *   DONE: segments are free, page files without live records are deleted
 * </pre>
 */
final class CheckpointCommit {

    private enum Phase {
        CARRYING,
        ADVANCING,
        WAITING,
        DONE
    }

    private final ReclaimParts parts;
    private final OpenCheckpoint checkpoint;
    private final ReclaimPlan plan;
    private final CheckpointWriter writer;
    private final PageRound round;
    private Superblock superblock;
    private Phase phase = Phase.CARRYING;
    private @Nullable Tiers tiers;
    private Set<Long> gone = Set.of();
    private boolean superblockTouched;
    private volatile boolean readerAdvanced;

    CheckpointCommit(
            ReclaimParts parts,
            long pageFileBytes,
            Superblock superblock,
            OpenCheckpoint checkpoint,
            CheckpointWriter writer) {
        this.parts = parts;
        this.superblock = superblock;
        this.checkpoint = checkpoint;
        this.plan = checkpoint.plan();
        this.writer = writer;
        this.round = new PageRound(
                parts.io(),
                new PageRound.Target(
                        superblock.journalId(),
                        plan.number(),
                        parts.pageFileNumber().get(),
                        pageFileBytes,
                        SegmentPreparer.TEMPORARY_SUFFIX),
                new CarrySource(parts, plan),
                checkpoint.carried());
    }

    OpenCheckpoint checkpoint() {
        return checkpoint;
    }

    boolean isDone() {
        return phase == Phase.DONE;
    }

    /** Nothing can be done before the reader has advanced. */
    boolean isWaiting() {
        return phase == Phase.WAITING && !readerAdvanced;
    }

    /** The superblock of this checkpoint, when done. */
    Superblock superblock() {
        return superblock;
    }

    /** The tiers of this checkpoint, when done. */
    Tiers tiers() {
        if (tiers == null) {
            throw new IllegalStateException("the checkpoint is not in force");
        }
        return tiers;
    }

    /** Does a bounded piece of work; 0 where it has to wait. */
    int step() throws IOException {
        switch (phase) {
            case CARRYING -> carry();
            case ADVANCING -> advanceReader();
            case WAITING -> {
                if (!readerAdvanced) {
                    return 0;
                }
                free();
            }
            case DONE -> throw new IllegalStateException("the checkpoint is in force already");
        }
        return 1;
    }

    /** Gives up what is not in force yet, and cannot be after a restart either. */
    void discard(boolean closing) {
        if (phase == Phase.CARRYING && !superblockTouched && !closing) {
            discardRound();
        }
    }

    private void carry() throws IOException {
        try {
            if (round.step()) {
                return;
            }
        } catch (UnreadableRecordException e) {
            notCarried(e);
            return;
        } catch (IOException e) {
            if (!OutOfSpace.isCause(e)) {
                throw e;
            }
            parts.pool()
                    .block(new JournalException(
                            JournalException.Kind.DISK_FULL,
                            "cannot carry live records into page files: " + e.getMessage()
                                    + "; free space, or consume messages",
                            e));
            notCarried(e);
            return;
        }
        bringIntoForce(round.files(), checkpoint.oldestAfterCarrying());
    }

    /** The checkpoint itself may stand all the same: it frees at least the segments of which nothing is live. */
    private void notCarried(IOException why) throws IOException {
        JournalLog.LOG.recordsNotCarried(String.valueOf(why.getMessage()));
        discardRound();
        bringIntoForce(List.of(), checkpoint.oldestWithoutCarrying());
    }

    private void discardRound() {
        try {
            round.discard();
        } catch (IOException e) {
            // They count for nothing; the next start deletes them, or the next catalog leaves them out.
        }
    }

    private void bringIntoForce(List<PageFile> written, long oldestSegmentId) throws IOException {
        parts.pageFileNumber().addAndGet(written.size());
        gone = goneFiles(!written.isEmpty());
        // Before there is no way back: it checks that the files go together.
        PageCatalog pages = plan.tiers().pages().with(gone, written);
        writer.finish();
        parts.io().syncDirectory();
        writeSuperblock(oldestSegmentId);
        tiers = new Tiers(oldestSegmentId, plan.number(), plan.position(), plan.number() + 1, pages, liveCounts(pages));
        JournalLog.LOG.checkpointed(
                plan.number(), plan.position(), writer.sizeBytes(), written.size(), gone.size(), oldestSegmentId);
        phase = Phase.ADVANCING;
    }

    /** Into both copies, before anything of the last checkpoint goes: either of them alone tells the truth. */
    private void writeSuperblock(long oldestSegmentId) throws IOException {
        superblockTouched = true;
        SuperblockStore store = new SuperblockStore(parts.io());
        try {
            for (int copy = 0; copy < SuperblockStore.COPIES; copy++) {
                superblock = superblock.checkpointed(plan.number(), plan.position(), oldestSegmentId);
                store.write(superblock);
            }
        } catch (IOException e) {
            // Even for lack of space: it may be there all the same, so there is no way back.
            throw new IOException("the superblock could not be written", e);
        }
    }

    /** Files of which nothing is live, or what is has been carried into another. */
    private Set<Long> goneFiles(boolean carried) {
        Set<Long> numbers = new HashSet<>();
        List<PageFile> files = plan.tiers().pages().files();
        for (int i = 0; i < files.size(); i++) {
            long number = files.get(i).number();
            if (checkpoint.liveCounts()[i] == 0 || (carried && plan.rewritten().contains(number))) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    private long[] liveCounts(PageCatalog pages) {
        long[] counts = new long[pages.files().size()];
        List<PageFile> before = plan.tiers().pages().files();
        for (int i = 0; i < counts.length; i++) {
            PageFile file = pages.files().get(i);
            int index = before.indexOf(file);
            counts[i] = index < 0 ? file.header().recordCount() : checkpoint.liveCounts()[index];
        }
        return counts;
    }

    private void advanceReader() {
        long oldestPosition = tiers().oldestSegmentId() * plan.segmentBytes();
        boolean accepted = parts.reader().tryAdvance(tiers().pages(), oldestPosition, () -> {
            readerAdvanced = true;
            parts.wakePages().run();
        });
        if (accepted) {
            phase = Phase.WAITING;
        }
    }

    private void free() throws IOException {
        boolean deleted = false;
        for (String fileName : parts.index().removeBelow(tiers().oldestSegmentId())) {
            if (!parts.pool().addFreed(new FreeSegment(FreeSegment.slotOf(fileName)))) {
                parts.io().delete(fileName);
                deleted = true;
            }
        }
        if (deleted) {
            // Else it may come back, and count again.
            parts.io().syncDirectory();
        }
        parts.wakeWriter().run();
        parts.pages().catalogChanged(tiers().pages());
        for (long number : gone) {
            parts.io().delete(PageFile.name(number));
        }
        phase = Phase.DONE;
    }
}
