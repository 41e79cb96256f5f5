// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.read;

import io.mambamq.journal.JournalException;
import io.mambamq.journal.JournalLog;
import io.mambamq.journal.agent.Agent;
import io.mambamq.journal.agent.MpscQueue;
import io.mambamq.journal.agent.MpscQueue.Offer;
import io.mambamq.journal.page.PageCatalog;
import io.mambamq.journal.page.PageReader;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Serves reads by position, from the log or, where it does not reach back so far any more, from page files. A failed read
 * concerns its record only: the journal stays open. Reads go on after the log has failed, since what is durable stays
 * readable.
 *
 * <p>Being idle nearly always, it also looks now and then whether the writer still comes back from the storage.
 */
public final class ReaderAgent implements Agent {

    private final MpscQueue<ReaderTask> tasks;
    private final LongSupplier durablePosition;
    private final RecordReader log;
    private final PageReader pages;
    private final Runnable wakeUp;
    private final Runnable watch;
    private final long watchNs;
    private PageCatalog catalog;
    private long oldestPosition;

    /**
     * A reader.
     *
     * @param log for this reader alone
     * @param pages for this reader alone
     * @param oldestPosition where the log begins
     * @param wakeUp after something was handed to this agent by itself
     * @param watch called at least every {@code watchNs} while no read is served
     * @param watchNs 0 for never
     */
    public ReaderAgent(
            MpscQueue<ReaderTask> tasks,
            LongSupplier durablePosition,
            RecordReader log,
            PageReader pages,
            PageCatalog catalog,
            long oldestPosition,
            Runnable wakeUp,
            Runnable watch,
            long watchNs) {
        this.tasks = tasks;
        this.durablePosition = durablePosition;
        this.log = log;
        this.pages = pages;
        this.catalog = catalog;
        this.oldestPosition = oldestPosition;
        this.wakeUp = wakeUp;
        this.watch = watch;
        this.watchNs = watchNs;
    }

    /**
     * Any thread: the log begins later from now on.
     *
     * @param done run by the reader when it has read everything asked for earlier
     * @return false where too many reads are pending; try again later
     */
    public boolean tryAdvance(PageCatalog newCatalog, long newOldestPosition, Runnable done) {
        Offer offer = tasks.offer(new ReaderTask.Advance(newCatalog, newOldestPosition, done));
        if (offer == Offer.CLOSED) {
            // Nothing is read any more.
            done.run();
        }
        wakeUp.run();
        return offer != Offer.FULL;
    }

    @Override
    public int doWork() {
        watch.run();
        int served = 0;
        for (ReaderTask task = tasks.poll(); task != null; task = tasks.poll()) {
            if (task instanceof ReaderTask.Read request) {
                serve(request);
            } else if (task instanceof ReaderTask.Advance advance) {
                catalog = advance.pages();
                oldestPosition = advance.oldestPosition();
                pages.catalogChanged(catalog);
                advance.done().run();
            }
            served++;
        }
        return served;
    }

    @Override
    public boolean hasWork() {
        return tasks.hasNext();
    }

    @Override
    public long idleNs() {
        return watchNs;
    }

    @Override
    public void onIdle() {
        // The next duty cycle looks at the writer.
    }

    @Override
    public void onClose() {
        tasks.close();
        while (!tasks.isEmpty()) {
            doWork();
        }
        log.close();
        pages.close();
    }

    private void serve(ReaderTask.Read request) {
        byte @Nullable [] body = null;
        JournalException failure = null;
        try {
            body = read(request.stream(), request.position());
        } catch (JournalException e) {
            failure = e;
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            failure = new JournalException(
                    JournalException.Kind.IO,
                    "cannot read the record at position " + request.position() + ": " + e.getMessage(),
                    e);
        }
        complete(request, body, failure);
    }

    private byte[] read(int stream, long position) throws IOException {
        if (position < 0 || position >= durablePosition.getAsLong()) {
            throw new JournalException(
                    JournalException.Kind.NO_SUCH_RECORD, "position " + position + " is not durable in this journal");
        }
        return position < oldestPosition
                ? pages.read(catalog, stream, position).body()
                : log.read(position).body();
    }

    private static void complete(ReaderTask.Read request, byte @Nullable [] body, @Nullable JournalException failure) {
        if (failure != null && failure.kind() == JournalException.Kind.CORRUPT) {
            JournalLog.LOG.damagedRecordRead(String.valueOf(failure.getMessage()));
        }
        try {
            request.executor().execute(() -> {
                if (body != null) {
                    request.completion().body(request.position(), body);
                } else if (failure != null) {
                    request.completion().failed(request.position(), failure);
                }
            });
        } catch (RejectedExecutionException e) {
            JournalLog.LOG.completionRejected(1, e);
        }
    }
}
