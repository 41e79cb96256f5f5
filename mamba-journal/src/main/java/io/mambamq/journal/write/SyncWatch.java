// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.write;

import io.mambamq.journal.JournalException;
import io.mambamq.journal.JournalLog;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Knows for how long the writer has been inside the storage. One that answers too late is as good as one that failed,
 * and whoever waits for it has to learn that while the writer still hangs. So any thread may look; the first that sees
 * the time exceeded condemns the sync. Condemned or completed: one compare-and-set decides, so that nothing is confirmed
 * of which somebody was told that it has failed.
 */
final class SyncWatch {

    private sealed interface State {}

    private enum Outside implements State {
        OUTSIDE
    }

    private record Inside(long startNs, String fileName) implements State {}

    private record Condemned(JournalException cause) implements State {}

    private static final long SLOW_NS = TimeUnit.SECONDS.toNanos(2);

    private final long failureNs;
    private final LongSupplier nanoClock;
    private final AtomicReference<State> state = new AtomicReference<>(Outside.OUTSIDE);

    /**
     * The writer is outside.
     *
     * @param failureNs how long the storage may take, 0 for any time
     */
    SyncWatch(long failureNs, LongSupplier nanoClock) {
        this.failureNs = failureNs;
        this.nanoClock = nanoClock;
    }

    /** The writer, before it writes what the next sync makes durable. */
    void begin(String fileName) {
        state.set(new Inside(nanoClock.getAsLong(), fileName));
    }

    /**
     * The writer, after the sync.
     *
     * @return how long it was inside, in nanoseconds
     * @throws JournalException where that was too long: nothing may be confirmed
     */
    long end() throws JournalException {
        JournalException late = failure();
        if (late == null && state.get() instanceof Inside inside) {
            long tookNs = nanoClock.getAsLong() - inside.startNs;
            if (state.compareAndSet(inside, Outside.OUTSIDE)) {
                if (tookNs > SLOW_NS) {
                    JournalLog.LOG.slowSync(inside.fileName, TimeUnit.NANOSECONDS.toMillis(tookNs));
                }
                return tookNs;
            }
            late = failure();
        }
        if (late == null) {
            throw new IllegalStateException("the writer was not inside");
        }
        throw late;
    }

    /** The writer, whom the storage gave an error: from now on nobody is told that it is late. What they were told, or null. */
    @Nullable
    JournalException abandon() {
        State seen = state.get();
        if (seen instanceof Inside && state.compareAndSet(seen, Outside.OUTSIDE)) {
            return null;
        }
        return failure();
    }

    /** Any thread: why the storage counts as failed, or null. */
    @Nullable
    JournalException failure() {
        State seen = state.get();
        if (seen instanceof Inside inside && failureNs > 0 && nanoClock.getAsLong() - inside.startNs > failureNs) {
            Condemned condemned = new Condemned(tooLate(inside));
            if (state.compareAndSet(inside, condemned)) {
                JournalLog.LOG.failed(condemned.cause);
                return condemned.cause;
            }
            seen = state.get();
        }
        return seen instanceof Condemned condemned ? condemned.cause : null;
    }

    private JournalException tooLate(Inside inside) {
        return new JournalException(
                JournalException.Kind.IO,
                "a sync of " + inside.fileName + " takes longer than " + TimeUnit.NANOSECONDS.toMillis(failureNs)
                        + " ms; the journal has stopped, nothing is confirmed any more; check the disk and restart");
    }
}
