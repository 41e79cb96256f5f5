// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.log;

import io.mambamq.core.command.Command;

/** Learns what the log committed. Called on the partition's thread. */
@FunctionalInterface
public interface CommitListener {
    /**
     * The oldest outstanding command is durable.
     *
     * @param position ascends from command to command; the message that this very command carries can be read back from
     *     the log by it
     */
    void onCommit(long position, Command command);
}
