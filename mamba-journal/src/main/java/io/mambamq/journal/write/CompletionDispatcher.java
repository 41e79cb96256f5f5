// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.write;

import io.mambamq.journal.JournalException;
import io.mambamq.journal.JournalLog;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Collects the appends whose outcome the next sync decides and hands them over in order: one task per executor and
 * sync, since waking a thread is what a completion costs.
 */
final class CompletionDispatcher {

    private final WriterCounters counters;
    private List<PendingAppend> decided = new ArrayList<>();

    CompletionDispatcher(WriterCounters counters) {
        this.counters = counters;
    }

    /** Its last record is staged, or it has failed before its first was. */
    void add(PendingAppend append) {
        decided.add(append);
    }

    /** After the sync: everything collected that has not failed is durable. Returns how many there were. */
    int dispatch() {
        int count = decided.size();
        if (count > 0) {
            List<PendingAppend> batch = decided;
            decided = new ArrayList<>(count);
            handOver(batch);
        }
        return count;
    }

    /** After an error: nothing collected is confirmed. What was refused before keeps its reason: none of it is in the log. */
    void failAll(JournalException cause) {
        for (PendingAppend append : decided) {
            if (!append.isFailed()) {
                append.fail(cause);
            }
        }
        dispatch();
    }

    private void handOver(List<PendingAppend> batch) {
        Executor first = batch.get(0).executor();
        boolean sameExecutor = true;
        for (PendingAppend append : batch) {
            if (!append.isFailed()) {
                counters.confirmed(append.records().count(), append.records().sizeBytes());
            }
            sameExecutor &= append.executor() == first;
        }
        if (sameExecutor) {
            execute(first, batch);
        } else {
            IdentityHashMap<Executor, List<PendingAppend>> byExecutor = new IdentityHashMap<>();
            List<Executor> order = new ArrayList<>();
            for (PendingAppend append : batch) {
                byExecutor
                        .computeIfAbsent(append.executor(), executor -> {
                            order.add(executor);
                            return new ArrayList<>();
                        })
                        .add(append);
            }
            order.forEach(executor -> execute(executor, byExecutor.getOrDefault(executor, List.of())));
        }
    }

    private static void execute(Executor executor, List<PendingAppend> appends) {
        try {
            executor.execute(() -> appends.forEach(CompletionDispatcher::complete));
        } catch (RejectedExecutionException e) {
            JournalLog.LOG.completionRejected(appends.size(), e);
        }
    }

    private static void complete(PendingAppend append) {
        try {
            append.runCompletion();
        } catch (RuntimeException | Error e) {
            // A completion that throws must not cost the others theirs.
            JournalLog.LOG.completionThrew(e);
        }
    }
}
