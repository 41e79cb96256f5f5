// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.journal.load;

import io.mambamq.journal.Completion;
import io.mambamq.journal.Journal;
import io.mambamq.journal.JournalConfig;
import io.mambamq.journal.JournalException;
import io.mambamq.journal.RecordBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Mamba's journal with its defaults: natural batching without a timer, 64 MiB segments, one record per append. Completions
 * run on the journal's own thread: to mark a record is all they do, and it does not block.
 */
public final class MambaJournal implements JournalUnderLoad {
    private static final int USER_TYPE = 1;
    private static final int STREAM = 1;
    private static final int BATCH_OVERHEAD_BYTES = 256;

    private @Nullable Journal journal;

    /** Takes no options. */
    public MambaJournal(String options) {
        if (!options.isEmpty()) {
            throw new IllegalArgumentException(options);
        }
    }

    /** Drives a journal that is open already. */
    public MambaJournal(Journal journal) {
        this.journal = journal;
    }

    /**
     * Opened twice: first to have the segments made, then to find them, so that none is made while it is measured.
     */
    @Override
    public void create(Path directory, int files) throws IOException, InterruptedException {
        try (Journal maker = Journal.open(config(directory, files), (position, type, stream, body) -> {})) {
            while (maker.stats().readySegments() < files) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
        }
        journal = Journal.open(config(directory, 1), (position, type, stream, body) -> {});
    }

    @Override
    public int freeFiles() {
        return opened().stats().readySegments();
    }

    @Override
    public long syncs() {
        return opened().stats().syncs();
    }

    @Override
    public Append blockingAppend(byte[] body) {
        Journal target = opened();
        RecordBatch batch = target.newBatch(body.length + BATCH_OVERHEAD_BYTES);
        return () -> {
            batch.clear();
            batch.add(USER_TYPE, STREAM, body, 0, body.length);
            target.appendAndWait(batch);
        };
    }

    @Override
    public Append asyncAppend(byte[] body, Runnable durable) {
        Journal target = opened();
        RecordBatch batch = target.newBatch(body.length + BATCH_OVERHEAD_BYTES);
        Completion completion = new Outcome(durable);
        return () -> {
            batch.clear();
            batch.add(USER_TYPE, STREAM, body, 0, body.length);
            target.append(batch, Runnable::run, completion);
        };
    }

    @Override
    public long load(Path directory) throws IOException {
        PositionIndex index = new PositionIndex();
        journal = Journal.open(config(directory, 1), index);
        return index.size();
    }

    @Override
    public void close() {
        if (journal != null) {
            journal.close();
        }
    }

    private Journal opened() {
        return Objects.requireNonNull(journal);
    }

    private static JournalConfig config(Path directory, int readySegmentsMin) {
        return JournalConfig.builder(directory)
                .segmentBytes(FILE_BYTES)
                .readySegmentsMin(readySegmentsMin)
                .build();
    }

    private record Outcome(Runnable whenDurable) implements Completion {
        @Override
        public void durable(RecordBatch batch) {
            whenDurable.run();
        }

        @Override
        public void failed(RecordBatch batch, JournalException cause) {
            JournalUnderLoad.abort(cause);
        }
    }
}
