// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.command;

import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import java.util.ArrayList;
import java.util.List;

/** Messages of one queue that a transaction consumes. */
public record QueueSettles(int queueId, SequenceRanges sequences) {
    /** A queue id and a count of ranges. */
    private static final int BYTES_MIN = 2 * Integer.BYTES;

    static void encodeAll(List<QueueSettles> settles, ByteSink sink) {
        sink.putInt(settles.size());
        for (QueueSettles settle : settles) {
            sink.putInt(settle.queueId);
            settle.sequences.encode(sink);
        }
    }

    static List<QueueSettles> decodeAll(ByteReader reader) {
        int count = reader.readInt();
        if (count < 0 || count > reader.remaining() / BYTES_MIN) {
            throw ProtocolException.protocolError(
                    Integer.toUnsignedLong(count) + " queues in " + reader.remaining() + " bytes");
        }
        List<QueueSettles> settles = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            settles.add(new QueueSettles(reader.readInt(), SequenceRanges.decode(reader)));
        }
        return settles;
    }
}
