// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.rebuild;

import io.mambamq.core.durable.DurableState;
import io.mambamq.core.snapshot.SnapshotFormatException;
import io.mambamq.journal.inspect.JournalInspection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * What the newest whole checkpoint of a broker's journal holds.
 *
 * @param state empty without a checkpoint
 * @param position of the last record that it includes; nothing without a checkpoint
 */
public record CheckpointedState(DurableState state, OptionalLong position) {

    /** Nothing, as without a checkpoint. */
    public static CheckpointedState empty() {
        return new CheckpointedState(new DurableState(), OptionalLong.empty());
    }

    /**
     * Reads it.
     *
     * @throws IOException also where it contradicts itself though its checksums are right
     */
    public static CheckpointedState read(JournalInspection inspection) throws IOException {
        try {
            DurableState state = new DurableState();
            OptionalLong position = inspection.readCheckpoint(piece -> restore(state, piece));
            if (position.isPresent()) {
                state.endRestore();
            }
            return new CheckpointedState(state, position);
        } catch (IllegalStateException | SnapshotFormatException e) {
            throw BrokerRebuild.contradiction(e);
        }
    }

    private static void restore(DurableState state, ByteBuffer piece) {
        byte[] bytes = new byte[piece.remaining()];
        piece.get(bytes);
        state.restore(bytes, 0, bytes.length);
    }
}
