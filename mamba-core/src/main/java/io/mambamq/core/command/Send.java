// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.command;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.message.EncodedMessage;

/**
 * A message enters a queue, at its end: it gets the queue's next sequence when the command is applied.
 *
 * @param ledgerId of the ledger in which it is; 0 for none
 * @param sequence within the ledger
 */
public record Send(int queueId, int ledgerId, long sequence, EncodedMessage message) implements MessageCommand {
    /** In no ledger. */
    public Send(int queueId, EncodedMessage message) {
        this(queueId, 0, 0, message);
    }

    @Override
    public CommandType type() {
        return CommandType.SEND;
    }

    @Override
    public int stream() {
        return queueId;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(queueId);
        sink.putInt(ledgerId);
        sink.putLong(sequence);
        message.copyTo(sink);
    }

    static Send decode(ByteReader reader) {
        return new Send(reader.readInt(), reader.readInt(), reader.readLong(), restOf(reader));
    }

    /** Trusted, because the leader proved the message before it proposed the command and the log guards its bytes. */
    static EncodedMessage restOf(ByteReader reader) {
        int length = reader.remaining();
        return EncodedMessage.ofTrusted(reader.array(), reader.skip(length), length);
    }
}
