// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.agent;

/** Learns how the agent's life goes on. Called on the partition's thread. */
public interface AgentListener {
    /** What earlier runs left behind is settled and durable; clients may come. Called at most once. */
    void onReady();

    /**
     * Nothing is confirmed any more and every connection is being closed. Called at most once.
     *
     * @param cause a {@link io.mambamq.journal.JournalException} if it was the journal, else a defect
     */
    void onFailure(Throwable cause);

    /** After {@link PartitionAgent#shutDown}: everything proposed is durable and every client is gone. */
    void onQuiet();
}
