// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.queue;

import org.jspecify.annotations.Nullable;

/**
 * Whether a snapshot of the partition's queues is under way: shared by all of them, so that what a command is about to
 * change can be saved first. Snapshots are numbered; whatever was saved in one, or has come into being since it began,
 * bears its number and need not be looked at again. That costs a comparison where nothing is to be done.
 */
public final class QueueSnapshots {
    /** What nobody ever saved bears this number. */
    static final int NEVER = 0;

    private int lastNumber = NEVER;
    /** The number of the snapshot under way; {@link #NEVER} if there is none, for which nothing is due. */
    private int number = NEVER;

    private @Nullable QueueSnapshot running;

    public QueueSnapshots() {}

    /** The state of all queues at this moment is to be saved. No other snapshot is under way. */
    public void begin(QueueSnapshot snapshot) {
        if (running != null) {
            throw new IllegalStateException("a snapshot is under way already");
        }
        lastNumber = Math.incrementExact(lastNumber);
        number = lastNumber;
        running = snapshot;
    }

    /** Nothing is to be saved any more. */
    public void end() {
        running = null;
        number = NEVER;
    }

    public boolean isRunning() {
        return running != null;
    }

    /** What comes into being now bears it. */
    int number() {
        return number;
    }

    /** Whether something that bears this number must be saved before it changes. */
    boolean isDue(int savedIn) {
        return savedIn < number;
    }

    /** Only where something is due. */
    QueueSnapshot running() {
        if (running == null) {
            throw new IllegalStateException("no snapshot is under way");
        }
        return running;
    }
}
