// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.durable;

import io.mambamq.core.snapshot.LiveMessages;
import io.mambamq.protocol.bytes.ArraySink;
import java.util.ArrayList;
import java.util.List;

/** A snapshot with its pieces and what it told. */
final class TakenSnapshot {
    final List<byte[]> pieces = new ArrayList<>();
    final List<String> told = new ArrayList<>();
    private final StateSnapshot snapshot;

    TakenSnapshot(DurableState state) {
        snapshot = state.beginSnapshot(listener(told));
    }

    static TakenSnapshot of(DurableState state, int bytesMax) {
        TakenSnapshot taken = new TakenSnapshot(state);
        boolean more = true;
        while (more) {
            more = taken.writeNext(bytesMax);
        }
        return taken;
    }

    boolean writeNext(int bytesMax) {
        ArraySink sink = new ArraySink(16);
        boolean more = snapshot.writeNext(sink, bytesMax);
        pieces.add(sink.toByteArray());
        return more;
    }

    void abandon() {
        snapshot.abandon();
    }

    DurableState restored() {
        return restored(pieces);
    }

    static DurableState restored(List<byte[]> pieces) {
        DurableState state = new DurableState();
        pieces.forEach(piece -> state.restore(piece, 0, piece.length));
        return state;
    }

    static List<String> liveIn(DurableState state) {
        List<String> live = new ArrayList<>();
        state.forEachLive(listener(live));
        return live;
    }

    private static LiveMessages listener(List<String> live) {
        return (queueId, position) -> live.add(queueId + "@" + position);
    }
}
