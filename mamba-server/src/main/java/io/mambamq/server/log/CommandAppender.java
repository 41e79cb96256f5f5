// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.log;

import io.mambamq.core.command.Command;
import io.mambamq.journal.Completion;
import io.mambamq.journal.Journal;
import io.mambamq.journal.JournalException;
import io.mambamq.journal.RecordBatch;
import io.mambamq.protocol.bytes.ArraySink;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Appends commands to a journal one full batch after the other, waiting for each: for tools, not for a broker. */
public final class CommandAppender {
    private static final int BATCH_FULL_BYTES = 1 << 20;
    private static final int SCRATCH_BYTES = 4 << 10;

    private final Journal journal;
    private final LogBatch batch;
    private final ArraySink scratch = new ArraySink(SCRATCH_BYTES);

    public CommandAppender(Journal journal) {
        this.journal = journal;
        this.batch = new LogBatch(journal.newBatch());
    }

    /** Adds a command; durable after {@link #flush}. */
    public void add(Command command) throws IOException {
        batch.add(command, scratch);
        if (batch.sizeBytes() >= BATCH_FULL_BYTES) {
            flush();
        }
    }

    /** Returns when everything added is durable. */
    public void flush() throws IOException {
        if (batch.isEmpty()) {
            return;
        }
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        try {
            journal.append(batch.records(), Runnable::run, new Outcome(outcome));
            outcome.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while writing a new journal");
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
        batch.clear();
    }

    private record Outcome(CompletableFuture<Void> outcome) implements Completion {
        @Override
        public void durable(RecordBatch batch) {
            outcome.complete(null);
        }

        @Override
        public void failed(RecordBatch batch, JournalException cause) {
            outcome.completeExceptionally(cause);
        }
    }
}
