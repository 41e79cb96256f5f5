// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.log;

import io.mambamq.core.PartitionMachine;
import io.mambamq.journal.LiveRecords;
import io.mambamq.journal.ReplayHandler;
import java.nio.ByteBuffer;

/**
 * Brings a machine to where the journal ends: the newest checkpoint, then the commands behind it. Used by the starting
 * thread.
 */
public final class StateReplay implements ReplayHandler {

    private final PartitionMachine machine;
    private final CommandReplay commands;
    private byte[] piece = new byte[0];

    /** @param machine new */
    public StateReplay(PartitionMachine machine) {
        this.machine = machine;
        this.commands = new CommandReplay(machine::apply);
    }

    @Override
    public void checkpoint(ByteBuffer bytes) {
        int length = bytes.remaining();
        if (length > piece.length) {
            piece = new byte[length];
        }
        bytes.get(piece, 0, length);
        machine.restore(piece, 0, length);
    }

    /**
     * Applies a command.
     *
     * @throws io.mambamq.core.command.CommandFormatException if the record is no command of this version
     */
    @Override
    public void record(long position, int userType, int stream, ByteBuffer body) {
        commands.record(position, userType, stream, body);
    }

    @Override
    public void live(LiveRecords live) {
        machine.forEachLive(live::live);
    }

    /** How many commands were applied. */
    public long commandCount() {
        return commands.count();
    }
}
