// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.durable;

import io.mambamq.core.snapshot.EntryType;
import io.mambamq.core.snapshot.PieceWriter;
import io.mambamq.core.snapshot.Varint;
import io.mambamq.protocol.bytes.ByteSink;
import java.util.List;
import java.util.Map;

/**
 * The part of a snapshot that is about large bodies, in the order in which they were claimed.
 *
 * <pre>
 *  BODIES   until the fields end, of
 *           position        queue id
 *           signed varint   varint
 *
 *           position   of the message, the difference to the one before in this entry, to 0 for the first
 * </pre>
 */
final class BodySnapshot {
    /** In one entry, which bounds the bytes of it. */
    private static final int COUNT_MAX = 128;

    private final List<Map.Entry<Long, Integer>> bodies;
    private final PieceWriter writer;
    private int next;

    BodySnapshot(LargeBodies bodies, PieceWriter writer) {
        this.bodies = bodies.all().entrySet().stream()
                .map(body -> Map.entry(body.getKey(), body.getValue()))
                .toList();
        this.writer = writer;
    }

    boolean hasNext() {
        return next < bodies.size();
    }

    void saveNext() {
        ByteSink sink = writer.beginEntry(EntryType.BODIES);
        int end = Math.min(bodies.size(), next + COUNT_MAX);
        long before = 0;
        for (; next < end; next++) {
            Map.Entry<Long, Integer> body = bodies.get(next);
            Varint.putSigned(sink, body.getKey() - before);
            Varint.put(sink, body.getValue());
            before = body.getKey();
        }
        writer.endEntry();
    }
}
