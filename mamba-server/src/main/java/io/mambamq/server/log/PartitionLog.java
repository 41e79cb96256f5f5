// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.log;

import io.mambamq.core.log.CommandLog;
import io.mambamq.journal.Checkpoint;
import io.mambamq.journal.CheckpointListener;

/** The log as the partition's agent drives it. Confined to the partition's thread. */
public interface PartitionLog extends CommandLog {
    /** Who learns what becomes of proposals; before the first. */
    void listen(LogListener listener);

    /** Somebody waits for what was proposed so far. */
    void hurry();

    /**
     * The duty cycle ends: what was proposed leaves now, if somebody waits for it and nothing is on its way already. What
     * nobody waits for stays for company, until the next proposal that somebody waits for or {@link #hurry}.
     */
    void handOver();

    /** Something was proposed that nobody waits for and that has not left. */
    boolean isLingering();

    /** Nothing is proposed and not committed. */
    boolean isIdle();

    /** Bytes that are proposed and not committed. */
    long outstandingBytes();

    /** Time passes: a log that waits for space tries again, and one that has failed tells its listener. */
    void onTick();

    /** Whether a checkpoint should be taken now. */
    boolean isCheckpointDue();

    /**
     * Begins a checkpoint of the state that the command at this position, and all before it, have led to.
     *
     * @param checkpointListener called on the partition's thread, not from within this call
     */
    Checkpoint beginCheckpoint(long position, CheckpointListener checkpointListener);
}
