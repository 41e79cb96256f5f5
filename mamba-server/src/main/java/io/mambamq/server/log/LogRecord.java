// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.log;

import io.mambamq.core.command.Command;
import io.mambamq.core.command.CommandCodec;
import io.mambamq.core.command.CommandFormatException;
import io.mambamq.core.command.MessageCommand;
import io.mambamq.protocol.message.EncodedMessage;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What a record of a broker's journal holds. */
public final class LogRecord {
    private LogRecord() {}

    /** The command in it; null where it holds none, or none that this version knows. Leaves the body as it is. */
    public static @Nullable Command command(int userType, ByteBuffer body) {
        if (userType != LogBatch.COMMAND_RECORD) {
            return null;
        }
        byte[] bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        try {
            return CommandCodec.decode(bytes, 0, bytes.length);
        } catch (CommandFormatException e) {
            return null;
        }
    }

    /** The message in it; null where it holds none, or none that this version knows. */
    public static @Nullable EncodedMessage message(int userType, ByteBuffer body) {
        return command(userType, body) instanceof MessageCommand carrying ? carrying.message() : null;
    }
}
