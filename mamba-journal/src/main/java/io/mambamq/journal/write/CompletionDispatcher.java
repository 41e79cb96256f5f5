// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.write;

import io.mambamq.journal.JournalException;
import io.mambamq.journal.JournalLog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Keeps the appends that were staged, in order, until their outcome is known, and hands them over: one task per executor
 * and sync, since waking a thread is what a completion costs. Confined to the writer thread.
 */
final class CompletionDispatcher {

    private final WriterCounters counters;
    private final ArrayDeque<PendingAppend> undecided = new ArrayDeque<>();
    private List<PendingAppend> decided = new ArrayList<>();
    private final List<AppendWaiter> waiters = new ArrayList<>();
    private int written;
    private int syncing;

    CompletionDispatcher(WriterCounters counters) {
        this.counters = counters;
    }

    /** Its last record is staged, or it has failed before its first was. */
    void add(PendingAppend append) {
        undecided.add(append);
    }

    /** Everything added so far lies in batches that are written. */
    void batchWritten() {
        written = undecided.size();
    }

    /** The sync that begins now covers what is written. */
    void syncBegins() {
        syncing = written;
    }

    /** What the sync covers is durable, if it has not failed before. It is told by {@link #dispatch}. */
    void syncEnded() {
        decide(syncing);
        written -= syncing;
        syncing = 0;
    }

    /**
     * No sync is needed for what is left: it holds no record, or it has failed.
     *
     * @return how many that were
     */
    int decideAll() {
        int left = undecided.size();
        decide(left);
        written = 0;
        syncing = 0;
        return left;
    }

    /** After an error: nothing that is not decided is confirmed. What was refused before keeps its reason: none of it is in the log. */
    void failAll(JournalException cause) {
        for (PendingAppend append : undecided) {
            if (!append.isFailed()) {
                append.fail(cause);
            }
        }
        decideAll();
    }

    /**
     * Tells the outcomes that are decided.
     *
     * @return how many threads were woken that waited for theirs
     */
    int dispatch() {
        if (!decided.isEmpty()) {
            List<PendingAppend> told = decided;
            decided = new ArrayList<>(told.size());
            tell(told);
        }
        int woken = waiters.size();
        AppendWaiter.wake(waiters);
        waiters.clear();
        return woken;
    }

    private void decide(int count) {
        for (int i = 0; i < count; i++) {
            PendingAppend append = undecided.remove();
            if (!append.isFailed()) {
                counters.confirmed(append.records().count(), append.records().sizeBytes());
            }
            AppendWaiter waiter = append.waiter();
            if (waiter == null) {
                decided.add(append);
            } else {
                waiters.add(waiter);
            }
        }
    }

    private void tell(List<PendingAppend> appends) {
        Executor first = appends.get(0).executor();
        boolean sameExecutor = true;
        for (PendingAppend append : appends) {
            sameExecutor &= append.executor() == first;
        }
        if (sameExecutor) {
            execute(first, appends);
            return;
        }
        IdentityHashMap<Executor, List<PendingAppend>> byExecutor = new IdentityHashMap<>();
        List<Executor> order = new ArrayList<>();
        for (PendingAppend append : appends) {
            byExecutor
                    .computeIfAbsent(append.executor(), executor -> {
                        order.add(executor);
                        return new ArrayList<>();
                    })
                    .add(append);
        }
        order.forEach(executor -> execute(executor, byExecutor.getOrDefault(executor, List.of())));
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
