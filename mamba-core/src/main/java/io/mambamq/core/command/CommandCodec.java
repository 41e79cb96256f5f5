// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.command;

import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.message.EncodedMessage;

/**
 * Commands to bytes and back. Stateless. Little endian; golden files hold every layout.
 *
 * <pre>
 *  0        1         2
 *  +--------+---------+------------------------------------------+
 *  | type   | version | fields, as the command's record has them |
 *  | u8     | u8 = 1  |                                          |
 *  +--------+---------+------------------------------------------+
 * </pre>
 */
public final class CommandCodec {
    static final int VERSION = 1;

    private CommandCodec() {}

    public static void encode(Command command, ByteSink sink) {
        sink.putByte(command.type().logValue());
        sink.putByte(VERSION);
        command.encodePayload(sink);
    }

    /**
     * Reads one command that fills the given part of the array. A message in it is a view on that part, not a copy.
     *
     * @throws CommandFormatException if this version cannot read it
     */
    public static Command decode(byte[] array, int offset, int length) {
        ByteReader reader = new ByteReader(array, offset, length);
        try {
            Command command = decodePayload(decodeType(reader), reader);
            reader.requireEnd();
            return command;
        } catch (ProtocolException | IllegalArgumentException e) {
            throw new CommandFormatException("a log entry that does not read as a command: " + e.getMessage(), e);
        }
    }

    /**
     * The message that a {@link MessageCommand} carries, as a view: for reading a body back from the log.
     *
     * @throws CommandFormatException if this version cannot read the command, or it has no message
     */
    public static EncodedMessage decodeMessage(byte[] array, int offset, int length) {
        Command command = decode(array, offset, length);
        if (command instanceof MessageCommand carrying) {
            return carrying.message();
        }
        throw new CommandFormatException("a log entry of type " + command.type() + " where a message is expected");
    }

    private static CommandType decodeType(ByteReader reader) {
        int logValue = reader.readByte();
        int version = reader.readByte();
        CommandType type = CommandType.ofLogValue(logValue);
        if (type == null || version != VERSION) {
            throw new CommandFormatException("a log entry of type " + logValue + " version " + version
                    + ", which this version of Mamba does not know; a newer one wrote it");
        }
        return type;
    }

    private static Command decodePayload(CommandType type, ByteReader reader) {
        return switch (type) {
            case DECLARE_DESTINATION -> DeclareDestination.decode(reader);
            case SUBSCRIBE -> Subscribe.decode(reader);
            case DELETE_DESTINATION -> DeleteDestination.decode(reader);
            case UNSUBSCRIBE -> Unsubscribe.decode(reader);
            case PUBLISH -> Publish.decode(reader);
            case STAGE_PUBLISH -> StagePublish.decode(reader);
            case SEND -> Send.decode(reader);
            case SETTLE -> Settle.decode(reader);
            case RETURN -> Return.decode(reader);
            case DEAD_LETTER -> DeadLetter.decode(reader);
            case STAGE -> Stage.decode(reader);
            case PREPARE -> Prepare.decode(reader);
            case COMMIT -> Commit.decode(reader);
            case ROLLBACK -> Rollback.decode(reader);
            case COMPLETE_HEURISTICALLY -> CompleteHeuristically.decode(reader);
            case FORGET -> Forget.decode(reader);
            case RESTARTED -> Restarted.decode(reader);
        };
    }
}
