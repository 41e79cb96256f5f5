// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.write;

import io.mambamq.journal.JournalException;
import io.mambamq.journal.JournalLog;
import io.mambamq.journal.agent.Agent;
import io.mambamq.journal.format.LogEnd;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Group commit: writes what has gathered while the previous sync ran, syncs, hands the outcomes over, and begins again.
 * No timer, unless one is configured ({@link SyncPace}): under load
 * the group grows by itself, alone an append is written at once.
 *
 * <p>Any error from a write or sync is final: everything not yet confirmed fails with it, and so does all that comes
 * later. A retry could report success for data that the operating system has dropped.
 */
public final class WriterAgent implements Agent {

    /** Told last, with the log synced and ended in order. */
    @FunctionalInterface
    public interface CleanEnd {
        void endedWith(long lastBatchSeq);
    }

    private static final long CLOSE_WAIT_NS = 1_000_000L;

    private final AppendInbox inbox;
    private final SegmentPool pool;
    private final LogWriter log;
    private final SyncAgent syncer;
    private final WriterCounters counters;
    private final CompletionDispatcher dispatcher;
    private final BatchStager stager;
    private final Regrouping regrouping;
    private final Runnable wakePreparer;
    private final long idleSealNs;
    private final CleanEnd cleanEnd;
    private final SyncWatch watch;
    private LogEnd syncingTo = LogEnd.NONE;
    private volatile @Nullable Throwable stoppedBy;
    private volatile @Nullable JournalException failure;

    public WriterAgent(
            AppendInbox inbox,
            SegmentPool pool,
            LogWriter log,
            SyncAgent syncer,
            WriterCounters counters,
            WriterLimits limits,
            LongSupplier nanoClock,
            Runnable wakePreparer,
            CleanEnd cleanEnd) {
        this.inbox = inbox;
        this.pool = pool;
        this.log = log;
        this.syncer = syncer;
        this.counters = counters;
        this.idleSealNs = limits.idleSealNs();
        this.wakePreparer = wakePreparer;
        this.cleanEnd = cleanEnd;
        this.watch = new SyncWatch(limits.syncFailureNs(), nanoClock);
        this.regrouping = new Regrouping(inbox, nanoClock);
        this.dispatcher = new CompletionDispatcher(counters);
        this.stager = new BatchStager(inbox, pool, log, dispatcher, counters, limits.stagingBytes(), wakePreparer);
    }

    /**
     * Any thread: why the journal has failed, or null. Sees also that the writer has been inside the storage for too
     * long; then those who wait for room in the inbox are let go. What the writer holds is failed when it comes back.
     */
    public @Nullable JournalException failure() {
        JournalException failed = failure;
        if (failed == null) {
            failed = watch.failure();
            if (failed != null) {
                inbox.close();
            }
        }
        return failed;
    }

    /** Any thread: something else that the journal relies on has failed. Takes effect with the next duty cycle. */
    public void stop(Throwable cause) {
        stoppedBy = cause;
    }

    @Override
    public int doWork() {
        JournalException failed = failure;
        if (failed != null) {
            return refuseAll(failed);
        }
        Throwable stopped = stoppedBy;
        if (stopped != null) {
            return fail("writing the journal's files", stopped);
        }
        if (!syncer.isBusy() && stager.lingers()) {
            return 0;
        }
        try {
            return writeGroup();
        } catch (IOException | RuntimeException | Error e) {
            return fail("writing " + log.fileName(), e);
        }
    }

    @Override
    public boolean hasWork() {
        if (failure != null) {
            return inbox.hasNext();
        }
        if (stoppedBy != null || syncer.isSynced()) {
            return true;
        }
        return !awaitsSync() && stager.hasWork();
    }

    private boolean awaitsSync() {
        return syncer.isBusy()
                && (log.unsynced() == log.inFlightMax() || stager.needsSegment() || stager.waitsForRoom());
    }

    @Override
    public long idleNs() {
        long lingerNs = inbox.lingerNs();
        if (lingerNs > 0) {
            return lingerNs;
        }
        return failure == null && log.needsSeal() && !syncer.isBusy() ? idleSealNs : 0;
    }

    /** Seals: a batch without records states that everything before it is durable. */
    @Override
    public void onIdle() {
        if (failure != null || !log.needsSeal() || syncer.isBusy() || stager.lingers()) {
            return;
        }
        try {
            seal();
        } catch (IOException | RuntimeException | Error e) {
            fail("writing " + log.fileName(), e);
        }
    }

    @Override
    public void onClose() {
        inbox.close();
        while (!stager.isDrained() || syncer.isBusy()) {
            if (doWork() == 0) {
                // For the storage, or an append waits for the preparer, which ends with a segment or the reason why
                // there is none.
                LockSupport.parkNanos(this, CLOSE_WAIT_NS);
            }
        }
        onIdle();
        if (failure == null) {
            cleanEnd.endedWith(log.lastSeq());
        }
        log.closeFile();
    }

    private int writeGroup() throws IOException {
        regrouping.await();
        int work = endSync();
        if (stager.needsSegment() && !log.hasUnsynced()) {
            switchSegment();
            work++;
        }
        work += writeStaged();
        inbox.signalRoom();
        if (!syncer.isBusy()) {
            work += syncHere();
            work += stager.needsSegment() ? 1 : 0;
        }
        tell();
        return work;
    }

    /**
     * Full batches, and the one that is not where no sync is under way. What arrives while that one is written belongs to
     * the next group: to write it now would keep those waiting whose records may be durable already.
     */
    private int writeStaged() throws IOException {
        int batches = 0;
        boolean full = true;
        while (full && log.unsynced() < log.inFlightMax() && stager.stage(syncer.isBusy())) {
            full = stager.hasBacklog();
            if (!full && syncer.isBusy()) {
                break;
            }
            write();
            batches++;
            if (full && log.canSyncApart() && !syncer.isBusy()) {
                beginSync();
            }
        }
        return batches;
    }

    private void write() throws IOException {
        if (!log.hasUnsynced()) {
            watch.begin(log.fileName());
        }
        counters.wrote(log.write(stager.take()));
        dispatcher.batchWritten();
    }

    /** Alone, or with nothing left to write, a hand-over would only cost time. */
    private int syncHere() throws IOException {
        if (log.hasUnsynced()) {
            dispatcher.syncBegins();
            log.sync();
            synced();
        }
        return dispatcher.decideAll();
    }

    private void beginSync() {
        dispatcher.syncBegins();
        syncingTo = log.end();
        inbox.writerBusy(true);
        syncer.begin(log.file());
    }

    /** Where the syncer is done: hands over what was written meanwhile, so that the storage is busy before anybody is told. */
    private int endSync() throws IOException {
        if (!syncer.isSynced()) {
            return 0;
        }
        syncer.end();
        log.synced(syncingTo);
        synced();
        if (log.hasUnsynced()) {
            watch.begin(log.fileName());
            beginSync();
        } else {
            inbox.writerBusy(false);
        }
        tell();
        return 1;
    }

    private void synced() throws JournalException {
        long tookNs = watch.end();
        counters.synced(tookNs);
        regrouping.synced(tookNs);
        dispatcher.syncEnded();
    }

    private void tell() {
        int pending = inbox.size();
        regrouping.woke(dispatcher.dispatch(), pending);
    }

    private void switchSegment() throws IOException {
        // An append is only begun when the pool holds all the segments it may need.
        FreeSegment segment = pool.takeReady();
        wakePreparer.run();
        watch.begin(segment.fileName());
        log.beginSegment(segment);
        watch.end();
        counters.segmentSwitched();
        stager.segmentBegun();
    }

    private void seal() throws IOException {
        if (log.roomBytes() > 0) {
            stager.stageNothing();
            write();
            syncHere();
        } else if (pool.available() > 0) {
            // Full to the last block: the header of the next segment is the seal.
            switchSegment();
        } else {
            log.leaveUnsealed();
        }
    }

    private int refuseAll(JournalException cause) {
        syncer.forget();
        int refused = stager.failAll(cause);
        dispatcher.decideAll();
        dispatcher.dispatch();
        inbox.signalRoom();
        return refused;
    }

    private int fail(String what, Throwable cause) {
        JournalException told = watch.abandon();
        JournalException failed = told == null ? failedBy(what, cause) : told;
        failure = failed;
        if (failed != cause) {
            JournalLog.LOG.failed(told == null ? failed : cause);
        }
        dispatcher.failAll(failed);
        // A sync may be under way: what is offered from now on is refused all the same, and at once.
        inbox.writerBusy(false);
        return refuseAll(failed) + 1;
    }

    private JournalException failedBy(String what, Throwable cause) {
        return new JournalException(
                JournalException.Kind.IO,
                what + " failed (" + cause.getMessage()
                        + "); the journal has stopped, nothing is confirmed any more; restart to recover",
                cause);
    }
}
