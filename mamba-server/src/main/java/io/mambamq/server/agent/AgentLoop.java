// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.agent;

import java.util.concurrent.Executor;

/** The one thread of a partition, seen from its agent. */
public interface AgentLoop extends Executor {
    /**
     * Runs the task on the partition's thread, after the input that it is handling now. From any thread.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the thread has ended
     */
    @Override
    void execute(Runnable task);

    /** Runs the task on the partition's thread again and again, until the thread ends. */
    void every(long periodMs, Runnable task);

    /** Runs the task on the partition's thread once, about so much later. From the partition's thread. */
    void after(long delayMs, Runnable task);

    /** Whether the caller is the partition's thread. */
    boolean isCurrent();
}
