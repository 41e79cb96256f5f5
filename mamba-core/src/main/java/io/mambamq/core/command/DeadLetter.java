// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.command;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.message.EncodedMessage;

/**
 * A message leaves its queue or subscription, and enters the dead-letter queue in the shape that it has there. It is in
 * the queue and not locked. If its queue has ended meanwhile nothing enters; if the dead-letter queue has, nothing leaves.
 *
 * @param queueId where it was
 * @param sequence which it had there
 * @param deadLetterQueueId where it goes
 */
public record DeadLetter(int queueId, long sequence, int deadLetterQueueId, EncodedMessage message)
        implements MessageCommand {
    @Override
    public CommandType type() {
        return CommandType.DEAD_LETTER;
    }

    @Override
    public int stream() {
        return deadLetterQueueId;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(queueId);
        sink.putLong(sequence);
        sink.putInt(deadLetterQueueId);
        message.copyTo(sink);
    }

    static DeadLetter decode(ByteReader reader) {
        return new DeadLetter(reader.readInt(), reader.readLong(), reader.readInt(), Send.restOf(reader));
    }
}
