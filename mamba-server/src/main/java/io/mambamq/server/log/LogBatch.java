// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.log;

import io.mambamq.core.command.Command;
import io.mambamq.core.command.CommandCodec;
import io.mambamq.core.command.MessageCommand;
import io.mambamq.journal.RecordBatch;
import io.mambamq.protocol.bytes.ArraySink;
import java.util.ArrayList;
import java.util.List;

/** Commands that travel to the disk together: as records, and as objects for the way back. */
final class LogBatch {
    /** The user type of a record that holds one command. */
    static final int COMMAND_RECORD = 1;
    /** The stream of what concerns the partition and no single queue; a message's stream is the id of its queue or topic. */
    static final int PARTITION_STREAM = 0;

    private final RecordBatch records;
    private final List<Command> commands = new ArrayList<>();

    LogBatch(RecordBatch records) {
        this.records = records;
    }

    /** @param scratch where a command of unknown size is encoded first */
    void add(Command command, ArraySink scratch) {
        if (command instanceof MessageCommand carrying) {
            addWithMessage(carrying);
        } else {
            scratch.clear();
            CommandCodec.encode(command, scratch);
            records.add(COMMAND_RECORD, PARTITION_STREAM, scratch.array(), 0, scratch.position());
        }
        commands.add(command);
    }

    private void addWithMessage(MessageCommand command) {
        int bytesMax = command.prefixBytesMax() + command.message().sizeBytes();
        CommandCodec.encode(command, new BufferSink(records.beginRecord(COMMAND_RECORD, command.stream(), bytesMax)));
        records.endRecord();
    }

    RecordBatch records() {
        return records;
    }

    List<Command> commands() {
        return commands;
    }

    boolean isEmpty() {
        return commands.isEmpty();
    }

    int sizeBytes() {
        return records.sizeBytes();
    }

    void clear() {
        records.clear();
        commands.clear();
    }
}
