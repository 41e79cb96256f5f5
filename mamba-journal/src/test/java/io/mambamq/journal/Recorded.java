// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a replay delivers. */
public final class Recorded implements ReplayHandler {

    /** One replayed record. */
    public record Entry(long position, int userType, int stream, ByteBuffer body) {
        public String text() {
            return StandardCharsets.UTF_8.decode(body.duplicate()).toString();
        }
    }

    private final List<Entry> entries = new ArrayList<>();

    @Override
    public void record(long position, int userType, int stream, ByteBuffer body) {
        ByteBuffer copy = ByteBuffer.allocate(body.remaining()).put(body).flip().asReadOnlyBuffer();
        entries.add(new Entry(position, userType, stream, copy));
    }

    public List<Entry> entries() {
        return entries;
    }

    public List<String> texts() {
        return entries.stream().map(Entry::text).toList();
    }
}
