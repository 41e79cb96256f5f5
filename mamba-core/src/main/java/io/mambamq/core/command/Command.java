// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.command;

import io.mambamq.protocol.bytes.ByteSink;

/**
 * One entry of the log: a change of the durable state that was decided by the partition's leader. Applying the same
 * commands in the same order gives the same state everywhere; nothing in a command is looked up from a clock or a
 * random source when it is applied.
 *
 * <p>Immutable, except that a message is a view on bytes which stay unchanged until the command has committed.
 */
public sealed interface Command
        permits MessageCommand,
                DeclareDestination,
                DeleteDestination,
                Subscribe,
                Unsubscribe,
                Settle,
                Return,
                Prepare,
                Commit,
                Rollback,
                CompleteHeuristically,
                Forget,
                Restarted {
    CommandType type();

    /** Appends the fields, without the type and version that {@link CommandCodec} puts before them. */
    void encodePayload(ByteSink sink);
}
