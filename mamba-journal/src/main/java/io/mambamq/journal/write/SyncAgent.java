// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.write;

import io.mambamq.journal.agent.Agent;
import io.mambamq.journal.file.IoFile;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Syncs what the writer has written while the writer writes on: the second half of a pipeline that runs where more has
 * gathered than one batch holds. One sync at a time; the writer begins and ends it. In between both use the file.
 */
public final class SyncAgent implements Agent {

    private enum State {
        IDLE,
        SYNCING,
        SYNCED
    }

    private final Runnable wakeSyncer;
    private final Runnable wakeWriter;
    private @Nullable IoFile file;
    private @Nullable Throwable error;
    private volatile State state = State.IDLE;

    public SyncAgent(Runnable wakeSyncer, Runnable wakeWriter) {
        this.wakeSyncer = wakeSyncer;
        this.wakeWriter = wakeWriter;
    }

    /** The writer: syncs all that has been written to the file up to now, and is woken afterwards. */
    void begin(IoFile written) {
        file = written;
        state = State.SYNCING;
        wakeSyncer.run();
    }

    /** Any thread: a sync was begun that the writer has not ended. */
    boolean isBusy() {
        return state != State.IDLE;
    }

    /** Any thread: the storage has answered. */
    boolean isSynced() {
        return state == State.SYNCED;
    }

    /**
     * The writer, once it {@link #isSynced}.
     *
     * @throws IOException what the storage answered, where it was an error
     */
    void end() throws IOException {
        Throwable failed = error;
        file = null;
        error = null;
        state = State.IDLE;
        if (failed != null) {
            throw new IOException(failed.getMessage(), failed);
        }
    }

    /** The writer, which has failed: whatever the storage answered, or will. */
    void forget() {
        if (state == State.SYNCED) {
            state = State.IDLE;
        }
    }

    @Override
    public int doWork() {
        if (state != State.SYNCING) {
            return 0;
        }
        // Only now: the state publishes it.
        IoFile written = Objects.requireNonNull(file);
        try {
            written.sync();
        } catch (IOException | RuntimeException | Error e) {
            error = e;
        }
        state = State.SYNCED;
        wakeWriter.run();
        return 1;
    }

    @Override
    public boolean hasWork() {
        return state == State.SYNCING;
    }

    @Override
    public long idleNs() {
        return 0;
    }

    @Override
    public void onIdle() {
        // There is nothing that it would do by itself.
    }

    @Override
    public void onClose() {
        // The writer closes first, and the file with it, when nothing is being synced.
    }
}
