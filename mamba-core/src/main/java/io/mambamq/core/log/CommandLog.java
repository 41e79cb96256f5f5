// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.log;

import io.mambamq.core.command.Command;

/**
 * Where a partition's commands become durable. Called by the partition's thread only.
 *
 * <p>Commands commit in the order in which they were proposed, each exactly once, through
 * {@link CommitListener#onCommit} on the partition's thread. A log that cannot commit any more stops its partition; a
 * command that was proposed and not committed may or may not be there after a restart, but never a later one without
 * the earlier.
 */
public interface CommandLog {
    /** Appends the command; returns before it commits, and never calls the listener from within. */
    void propose(Command command);
}
