// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import io.mambamq.journal.agent.MpscQueue;
import io.mambamq.journal.backend.BackEndChoice;
import io.mambamq.journal.file.IoLayer;
import io.mambamq.journal.format.Superblock;
import io.mambamq.journal.page.PageReader;
import io.mambamq.journal.read.ReaderAgent;
import io.mambamq.journal.read.ReaderTask;
import io.mambamq.journal.read.RecordReader;
import io.mambamq.journal.read.SegmentIndex;
import io.mambamq.journal.reclaim.LogLimits;
import io.mambamq.journal.reclaim.PagesAgent;
import io.mambamq.journal.reclaim.ReclaimParts;
import io.mambamq.journal.reclaim.Reclaimer;
import io.mambamq.journal.reclaim.Tiers;
import io.mambamq.journal.recover.RecoveredLog;
import io.mambamq.journal.recover.Recovery;
import io.mambamq.journal.recover.SuperblockStore;
import io.mambamq.journal.write.AppendInbox;
import io.mambamq.journal.write.FreeSegment;
import io.mambamq.journal.write.LogWriter;
import io.mambamq.journal.write.SegmentPool;
import io.mambamq.journal.write.SegmentPreparer;
import io.mambamq.journal.write.SyncAgent;
import io.mambamq.journal.write.SyncPace;
import io.mambamq.journal.write.WriterAgent;
import io.mambamq.journal.write.WriterCounters;
import io.mambamq.journal.write.WriterLimits;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The agents of one journal and what they share, wired but not running: a test may step them by hand. */
record JournalParts(
        AppendInbox inbox,
        MpscQueue<ReaderTask> reads,
        SegmentPool pool,
        LogWriter log,
        BackEnd backEnd,
        WriterCounters counters,
        WriterAgent writer,
        SyncAgent syncer,
        Reclaimer reclaimer,
        PagesAgent pages,
        ReaderAgent reader) {

    /** A sync that hangs is found out after this part of the time it is given, at the latest. */
    private static final int WATCHES_PER_SYNC_FAILURE = 8;

    /** Any thread: what appends are taken. */
    CapacityLevel capacity() {
        CapacityLevel level = pool.level();
        return level == CapacityLevel.NORMAL && reclaimer.isPastPageLimit() ? CapacityLevel.RESERVE : level;
    }

    /** Any thread: why that is not NORMAL, for people. */
    String whyNoSpace() {
        JournalException cause = pool.blockedBy();
        if (cause != null) {
            return String.valueOf(cause.getMessage());
        }
        return reclaimer.isPastPageLimit()
                ? "page files take " + reclaimer.tiers().pages().sizeBytes()
                        + " bytes, which is more than they may; consume messages, or raise the limit"
                : "no segment is ready";
    }

    /** Recovers the log and opens its new segment. */
    static JournalParts recover(JournalConfig config, IoLayer io, ReplayHandler replay, Journal.WakeUps wakeUps)
            throws IOException {
        RecoveredLog recovered = Recovery.run(
                io,
                config.directory().toString(),
                new Recovery.NewJournal(UUID::randomUUID, config.blockBytes(), config.segmentBytes()),
                replay);
        BackEndChoice backEnd = BackEndChoice.make(
                config.backEnd(), io, config.directory().toString(), recovered.superblock(), config.nanoClock());
        ReclaimConfig reclaim = fitting(config, recovered.superblock().segmentBytes());
        return new Assembly(config, io, recovered, backEnd, reclaim, wakeUps).assemble();
    }

    /** The segments of a journal that exists may be too large for the limit. That keeps no journal from opening. */
    private static ReclaimConfig fitting(JournalConfig config, long segmentBytes) {
        ReclaimConfig wanted = config.reclaim();
        long leastBytes = JournalConfig.logBytesMin(segmentBytes, config.batchBytesMax());
        if (wanted.logBytesMax() == 0 || wanted.logBytesMax() >= leastBytes) {
            return wanted;
        }
        JournalLog.LOG.logLimitRaised(config.directory().toString(), leastBytes, wanted.logBytesMax(), segmentBytes);
        return wanted.withLogBytesMax(leastBytes);
    }

    /** Puts the agents of a recovered log together. */
    private record Assembly(
            JournalConfig config,
            IoLayer io,
            RecoveredLog recovered,
            BackEndChoice backEnd,
            ReclaimConfig reclaim,
            Journal.WakeUps wakeUps) {

        JournalParts assemble() throws IOException {
            Superblock superblock = recovered.superblock();
            SegmentIndex index = new SegmentIndex(recovered.fileNames());
            SegmentPool pool = new SegmentPool(
                    config.readySegmentsMin(),
                    reclaim.reserveSegments(),
                    reclaim.segmentsMax(superblock.segmentBytes()),
                    recovered.fileNames().size(),
                    recovered.free());
            SegmentPreparer preparer = new SegmentPreparer(
                    io,
                    pool,
                    superblock.segmentBytes(),
                    recovered.nextSlot(),
                    config.nanoClock(),
                    () -> wakeUps.writer.run());
            LogWriter log = logWriter(superblock, index);
            Superblock opened = begin(log, firstSegment(pool, preparer), superblock);

            AppendInbox inbox = new AppendInbox(config.appendsPendingMax(), pace(config));
            WriterCounters counters = new WriterCounters();
            SyncAgent syncer = new SyncAgent(() -> wakeUps.syncer.run(), () -> wakeUps.writer.run());
            AtomicLong cleanEndSeq = new AtomicLong();
            WriterAgent writer = new WriterAgent(
                    inbox,
                    pool,
                    log,
                    syncer,
                    counters,
                    limits(config, superblock),
                    config.nanoClock(),
                    () -> wakeUps.pages.run(),
                    cleanEndSeq::set);
            MpscQueue<ReaderTask> reads = new MpscQueue<>(config.readsPendingMax());
            ReaderAgent reader = new ReaderAgent(
                    reads,
                    log::durablePosition,
                    recordReader(index, superblock),
                    new PageReader(io),
                    recovered.pages().catalog(),
                    superblock.oldestSegmentId() * superblock.segmentBytes(),
                    () -> wakeUps.reader.run(),
                    writer::failure,
                    TimeUnit.MILLISECONDS.toNanos(config.syncFailureMs()) / WATCHES_PER_SYNC_FAILURE);
            ReclaimParts parts = new ReclaimParts(
                    io,
                    pool,
                    index,
                    recordReader(index, superblock),
                    new PageReader(io),
                    reader,
                    new AtomicLong(recovered.pages().nextFileNumber()),
                    log::durablePosition,
                    counters::records,
                    writer::failure,
                    cause -> {
                        writer.stop(cause);
                        wakeUps.writer.run();
                    },
                    () -> wakeUps.pages.run(),
                    () -> wakeUps.writer.run());
            Reclaimer reclaimer =
                    new Reclaimer(parts, logLimits(superblock), opened, tiers(superblock), config.nanoClock());
            PagesAgent pages = new PagesAgent(preparer, reclaimer, cleanEndSeq::get);
            return new JournalParts(
                    inbox, reads, pool, log, backEnd.inUse(), counters, writer, syncer, reclaimer, pages, reader);
        }

        private LogWriter logWriter(Superblock superblock, SegmentIndex index) {
            return new LogWriter(
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
        }

        /** A log that cannot be begun lets go of its segment. */
        private Superblock begin(LogWriter log, FreeSegment first, Superblock superblock) throws IOException {
            try {
                log.beginSegment(first);
                return openSuperblock(superblock);
            } catch (IOException | RuntimeException | Error e) {
                log.closeFile();
                throw e;
            }
        }

        /** Only with a segment of this epoch durable, so that the superblock proves that there was one. */
        private Superblock openSuperblock(Superblock superblock) throws IOException {
            Superblock opened = superblock.opened(recovered.epoch()).withBackEnd(backEnd.remembered());
            new SuperblockStore(io).write(opened);
            return opened;
        }

        private RecordReader recordReader(SegmentIndex index, Superblock superblock) {
            return new RecordReader(io, index, superblock.blockBytes(), superblock.segmentBytes());
        }

        private LogLimits logLimits(Superblock superblock) {
            return new LogLimits(
                    superblock.segmentBytes(),
                    reclaim.segmentsMax(superblock.segmentBytes()),
                    config.readySegmentsMin() + reclaim.reserveSegments(),
                    reclaim.checkpointIntervalBytes(),
                    TimeUnit.MILLISECONDS.toNanos(reclaim.checkpointIntervalMs()),
                    reclaim.pageFileBytes(),
                    reclaim.pageBytesMax() == 0 ? Long.MAX_VALUE : reclaim.pageBytesMax());
        }

        private Tiers tiers(Superblock superblock) {
            return new Tiers(
                    superblock.oldestSegmentId(),
                    recovered.checkpoint().number(),
                    recovered.checkpoint().position(),
                    recovered.checkpoint().nextNumber(),
                    recovered.pages().catalog(),
                    recovered.pages().liveCounts());
        }
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
