// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.endurance;

import io.mambamq.journal.LiveRecords;
import io.mambamq.journal.ReplayHandler;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a broker knows of the messages in its journal: of each queue their positions, oldest first. A record's user type is
 * that of its queue and says whether it puts a message there or takes the oldest. A checkpoint of it has 4 bytes for a
 * message, as a broker's has. Confined to one thread.
 */
final class OwnerIndex implements ReplayHandler {
    private static final int TAKE = 128;
    private static final int PIECE_BYTES = 64 << 10;
    private static final int PIECE_HEADER_BYTES = 16;
    private static final int UNIT_SHIFT = 3;

    private final List<Backlog> queues;
    private long lastPosition = -1;
    private long restored;
    private long replayed;

    /** @param streams of the queues, one each; queues may share one */
    OwnerIndex(int... streams) {
        queues = IntStream.of(streams).mapToObj(Backlog::new).toList();
    }

    /** User type of a record that puts a message into a queue: its body. */
    static int put(int queue) {
        return queue;
    }

    /** User type of a record that takes the oldest message of a queue. */
    static int take(int queue) {
        return TAKE + queue;
    }

    int stream(int userType) {
        return queues.get(userType % TAKE).stream();
    }

    @Override
    public void record(long position, int userType, int stream, ByteBuffer body) {
        apply(position, userType);
        replayed++;
    }

    /** Applies a record of this type that lies at this position. */
    void apply(long position, int userType) {
        Backlog queue = queues.get(userType % TAKE);
        if (userType < TAKE) {
            queue.add(position);
        } else {
            queue.removeFirst();
        }
        lastPosition = position;
    }

    /** Of the last record that was applied; -1 before the first. */
    long lastPosition() {
        return lastPosition;
    }

    /** How many messages there are. */
    long size() {
        return queues.stream().mapToLong(Backlog::size).sum();
    }

    /** How many of them came from a checkpoint. */
    long restored() {
        return restored;
    }

    /** How many records were replayed. */
    long replayed() {
        return replayed;
    }

    @Override
    public void live(LiveRecords live) {
        for (Backlog queue : queues) {
            queue.forEach(position -> live.live(queue.stream(), position));
        }
    }

    /** The whole index, in pieces for a checkpoint: each for one queue, a position and the distances from one to the next. */
    List<byte[]> encode() {
        List<byte[]> pieces = new ArrayList<>();
        for (int i = 0; i < queues.size(); i++) {
            PieceWriter writer = new PieceWriter(i, pieces);
            queues.get(i).forEach(writer::add);
            writer.end();
        }
        return pieces;
    }

    @Override
    public void checkpoint(ByteBuffer piece) {
        Backlog queue = queues.get((int) piece.getLong());
        long position = piece.getLong();
        queue.add(position);
        restored++;
        while (piece.hasRemaining()) {
            position += Integer.toUnsignedLong(piece.getInt()) << UNIT_SHIFT;
            queue.add(position);
            restored++;
        }
    }

    /** Cuts the positions of one queue into pieces. */
    private static final class PieceWriter {
        private final int queue;
        private final List<byte[]> pieces;
        private final ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        private long last;

        PieceWriter(int queue, List<byte[]> pieces) {
            this.queue = queue;
            this.pieces = pieces;
        }

        void add(long position) {
            if (piece.remaining() < Integer.BYTES) {
                end();
            }
            if (piece.position() == 0) {
                piece.putLong(queue).putLong(position);
            } else {
                piece.putInt((int) ((position - last) >>> UNIT_SHIFT));
            }
            last = position;
        }

        void end() {
            if (piece.position() >= PIECE_HEADER_BYTES) {
                byte[] bytes = new byte[piece.flip().remaining()];
                piece.get(bytes);
                pieces.add(bytes);
            }
            piece.clear();
        }
    }
}
