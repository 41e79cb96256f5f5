// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.durable;

import io.mambamq.core.queue.QueueIndex;
import io.mambamq.core.snapshot.SnapshotFormatException;
import io.mambamq.core.snapshot.Varint;
import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.message.DestinationKind;
import java.util.LinkedHashMap;
import java.util.Map;

/** Puts the large bodies of a {@link BodySnapshot} together again. */
final class BodyRestore {
    private final Map<Long, Integer> bodies = new LinkedHashMap<>();

    void bodies(ByteReader fields) {
        long position = 0;
        while (fields.remaining() > 0) {
            position += Varint.readSigned(fields);
            int queueId = Varint.readInt(fields);
            if (bodies.put(position, queueId) != null) {
                throw new SnapshotFormatException("the message at " + position + " has two bodies");
            }
        }
    }

    /** @throws SnapshotFormatException if one of them is no queue of the catalog that can be a body */
    Map<Long, Integer> finish(Catalog catalog) {
        for (int id : bodies.values()) {
            QueueIndex queue = id < 1 || id >= catalog.nextId() ? null : catalog.find(id);
            if (queue == null
                    || queue.subscription() != null
                    || queue.name().kind() != DestinationKind.TEMPORARY_QUEUE) {
                throw new SnapshotFormatException("a message has the body " + id + ", which is no temporary queue");
            }
        }
        return bodies;
    }
}
