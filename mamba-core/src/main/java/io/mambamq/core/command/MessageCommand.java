// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.command;

import io.mambamq.protocol.message.EncodedMessage;

/** A command that carries a message, whose body is read back from the log by the command's position. */
public sealed interface MessageCommand extends Command permits Send, Stage, Publish, StagePublish, DeadLetter {
    /** More than type, version, transaction id and the id of a queue or topic take. */
    int PREFIX_BYTES = 256;

    EncodedMessage message();

    /** The stream of the log in which it is kept: the id of the queue or topic that the message is in. */
    int stream();

    /** As many bytes as the encoded command has before its message, or more. */
    default int prefixBytesMax() {
        return PREFIX_BYTES;
    }
}
