// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.log;

import io.mambamq.core.command.CommandCodec;
import io.mambamq.core.command.CommandFormatException;
import io.mambamq.core.log.CommitListener;
import io.mambamq.journal.ReplayHandler;
import java.nio.ByteBuffer;

/** Applies the journal's commands while starting, in their order. Used by the starting thread. */
public final class CommandReplay implements ReplayHandler {
    private final CommitListener machine;
    private byte[] body = new byte[4 << 10];
    private long count;

    /** @param machine applies a command without effects */
    public CommandReplay(CommitListener machine) {
        this.machine = machine;
    }

    /**
     * Applies one.
     *
     * @throws CommandFormatException if the record is no command of this version
     */
    @Override
    public void record(long position, int userType, int stream, ByteBuffer record) {
        if (userType != LogBatch.COMMAND_RECORD) {
            throw new CommandFormatException(
                    "a record of type " + userType + " in stream " + stream + " at position " + position);
        }
        int length = record.remaining();
        if (length > body.length) {
            body = new byte[Math.max(length, body.length * 2)];
        }
        record.get(body, 0, length);
        machine.onCommit(position, CommandCodec.decode(body, 0, length));
        count++;
    }

    /** How many commands were applied. */
    public long count() {
        return count;
    }
}
