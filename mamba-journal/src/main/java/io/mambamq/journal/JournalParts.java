// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import io.mambamq.journal.agent.MpscQueue;
import io.mambamq.journal.backend.BackEndChoice;
import io.mambamq.journal.file.IoLayer;
import io.mambamq.journal.format.Superblock;
import io.mambamq.journal.read.ReadRequest;
import io.mambamq.journal.read.ReaderAgent;
import io.mambamq.journal.read.SegmentIndex;
import io.mambamq.journal.recover.RecoveredLog;
import io.mambamq.journal.recover.Recovery;
import io.mambamq.journal.recover.SuperblockStore;
import io.mambamq.journal.write.AppendInbox;
import io.mambamq.journal.write.FreeSegment;
import io.mambamq.journal.write.LogWriter;
import io.mambamq.journal.write.SegmentPool;
import io.mambamq.journal.write.SegmentPreparer;
import io.mambamq.journal.write.SyncPace;
import io.mambamq.journal.write.WriterAgent;
import io.mambamq.journal.write.WriterCounters;
import io.mambamq.journal.write.WriterLimits;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The agents of one journal and what they share, wired but not running: a test may step them by hand. */
record JournalParts(
        AppendInbox inbox,
        MpscQueue<ReadRequest> reads,
        SegmentPool pool,
        LogWriter log,
        BackEnd backEnd,
        WriterCounters counters,
        WriterAgent writer,
        SegmentPreparer preparer,
        ReaderAgent reader) {

    /** A sync that hangs is found out after this part of the time it is given, at the latest. */
    private static final int WATCHES_PER_SYNC_FAILURE = 8;

    /** Recovers the log and opens its new segment. */
    static JournalParts recover(JournalConfig config, IoLayer io, ReplayHandler replay, Journal.WakeUps wakeUps)
            throws IOException {
        RecoveredLog recovered = Recovery.run(
                io,
                config.directory().toString(),
                new Recovery.NewJournal(UUID.randomUUID(), config.blockBytes(), config.segmentBytes()),
                replay);
        BackEndChoice backEnd = BackEndChoice.make(
                config.backEnd(), io, config.directory().toString(), recovered.superblock(), config.nanoClock());
        Superblock superblock = recovered.superblock();
        SegmentIndex index = new SegmentIndex(recovered.fileNames());
        SegmentPool pool = new SegmentPool(config.readySegmentsMin(), recovered.free());
        SegmentPreparer preparer = new SegmentPreparer(
                io, pool, superblock.segmentBytes(), recovered.nextSlot(), () -> wakeUps.writer.run());
        WriterCounters counters = new WriterCounters();
        LogWriter log = new LogWriter(
                io,
                new LogWriter.Geometry(
                        superblock.journalId(),
                        superblock.blockBytes(),
                        superblock.segmentBytes(),
                        recovered.epoch(),
                        config.batchesPerSyncMax(),
                        backEnd.inUse()),
                recovered.end(),
                recovered.nextSegmentId(),
                (segmentId, segment) -> index.add(segmentId, segment.fileName()));
        log.beginSegment(firstSegment(pool, preparer));

        // Only now, so that a superblock of this epoch proves that a segment of this epoch was durable.
        SuperblockStore store = new SuperblockStore(io);
        // First the one that was read, in case only the page cache has it: the next overwrites the other copy.
        Superblock opened = superblock.opened(recovered.epoch()).withBackEnd(backEnd.remembered());
        store.write(superblock);
        store.write(opened);

        AppendInbox inbox = new AppendInbox(config.appendsPendingMax(), pace(config));
        WriterAgent writer = new WriterAgent(
                inbox,
                pool,
                log,
                counters,
                limits(config, superblock),
                config.nanoClock(),
                () -> wakeUps.preparer.run(),
                lastBatchSeq -> store.write(opened.closed(lastBatchSeq)));
        MpscQueue<ReadRequest> reads = new MpscQueue<>(config.readsPendingMax());
        ReaderAgent reader = new ReaderAgent(
                io,
                index,
                reads,
                log::durablePosition,
                superblock.blockBytes(),
                superblock.segmentBytes(),
                writer::failure,
                TimeUnit.MILLISECONDS.toNanos(config.syncFailureMs()) / WATCHES_PER_SYNC_FAILURE);
        return new JournalParts(inbox, reads, pool, log, backEnd.inUse(), counters, writer, preparer, reader);
    }

    private static FreeSegment firstSegment(SegmentPool pool, SegmentPreparer preparer) throws JournalException {
        if (pool.ready() == 0) {
            preparer.prepare();
        }
        return pool.takeReady();
    }

    /** Block and segment size are those of the journal that was found; the staging buffer has to suit them. */
    private static WriterLimits limits(JournalConfig config, Superblock superblock) {
        long largest = superblock.segmentBytes() / 4 & -superblock.blockBytes();
        long stagingBytes = Math.max(config.stagingBytes() & -superblock.blockBytes(), superblock.blockBytes());
        return new WriterLimits(
                (int) Math.min(stagingBytes, largest),
                TimeUnit.MILLISECONDS.toNanos(config.idleSealMs()),
                TimeUnit.MILLISECONDS.toNanos(config.syncFailureMs()));
    }

    private static SyncPace pace(JournalConfig config) {
        boolean sizeOnly = config.syncIntervalMs() == 0 && config.syncBatchSize() > 0;
        int intervalMs = sizeOnly ? JournalConfig.SYNC_INTERVAL_MS_DEFAULT : config.syncIntervalMs();
        int batchSize = config.syncBatchSize() == 0 ? Integer.MAX_VALUE : config.syncBatchSize();
        return new SyncPace(TimeUnit.MILLISECONDS.toNanos(intervalMs), batchSize, config.nanoClock());
    }
}
