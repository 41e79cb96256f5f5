// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.read;

import io.mambamq.journal.JournalException;
import io.mambamq.journal.JournalLog;
import io.mambamq.journal.agent.Agent;
import io.mambamq.journal.agent.MpscQueue;
import io.mambamq.journal.file.IoLayer;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Serves reads by position. A failed read concerns its record only: the journal stays open. Reads go on after the log
 * has failed, since what is durable stays readable.
 *
 * <p>Being idle nearly always, it also looks now and then whether the writer still comes back from the storage.
 */
public final class ReaderAgent implements Agent {

    private final MpscQueue<ReadRequest> requests;
    private final LongSupplier durablePosition;
    private final OpenSegments segments;
    private final RecordReader reader;
    private final Runnable watch;
    private final long watchNs;

    /**
     * Reads what is below {@code durablePosition}.
     *
     * @param watch called at least every {@code watchNs} while no read is served
     * @param watchNs 0 for never
     */
    public ReaderAgent(
            IoLayer io,
            SegmentIndex index,
            MpscQueue<ReadRequest> requests,
            LongSupplier durablePosition,
            int blockBytes,
            long segmentBytes,
            Runnable watch,
            long watchNs) {
        this.requests = requests;
        this.durablePosition = durablePosition;
        this.segments = new OpenSegments(io);
        this.reader = new RecordReader(index, segments, blockBytes, segmentBytes);
        this.watch = watch;
        this.watchNs = watchNs;
    }

    @Override
    public int doWork() {
        watch.run();
        int served = 0;
        for (ReadRequest request = requests.poll(); request != null; request = requests.poll()) {
            serve(request);
            served++;
        }
        return served;
    }

    @Override
    public boolean hasWork() {
        return requests.hasNext();
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
        requests.close();
        while (!requests.isEmpty()) {
            doWork();
        }
        segments.closeAll();
    }

    private void serve(ReadRequest request) {
        byte @Nullable [] body = null;
        JournalException failure = null;
        try {
            body = read(request.position());
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

    private byte[] read(long position) throws IOException {
        if (position < 0 || position >= durablePosition.getAsLong()) {
            throw new JournalException(
                    JournalException.Kind.NO_SUCH_RECORD, "position " + position + " is not durable in this journal");
        }
        return reader.read(position);
    }

    private static void complete(ReadRequest request, byte @Nullable [] body, @Nullable JournalException failure) {
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
