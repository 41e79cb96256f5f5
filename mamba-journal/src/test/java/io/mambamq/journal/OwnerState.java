// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A small state of the kind that lives from a journal: things that were put and not yet taken, each in a stream. Its
 * bodies stay in the journal; it knows their positions and checksums.
 */
final class OwnerState implements ReplayHandler {

    /** User type of a record that puts something: its number, then anything. */
    static final int PUT = 1;

    /** User type of a record that takes things away: its number, then theirs. */
    static final int TAKE = 2;

    /** A thing that is there. */
    record Thing(int stream, long position, int bodyHash) {}

    private final TreeMap<Integer, Thing> things = new TreeMap<>();
    private int lastNumber = -1;
    private long lastPosition;

    OwnerState() {}

    /** The number of the last record applied; -1 before the first. */
    int lastNumber() {
        return lastNumber;
    }

    /** The position of the last record applied. */
    long lastPosition() {
        return lastPosition;
    }

    Map<Integer, Thing> things() {
        return things;
    }

    @Override
    public void record(long position, int userType, int stream, ByteBuffer body) {
        ByteBuffer content = body.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        lastNumber = content.getInt(content.position());
        lastPosition = position;
        if (userType == PUT) {
            things.put(lastNumber, new Thing(stream, position, hash(content)));
        } else {
            content.getInt();
            while (content.hasRemaining()) {
                things.remove(content.getInt());
            }
        }
    }

    static int hash(ByteBuffer body) {
        return body.duplicate().hashCode();
    }

    /** The whole state, cut at random. */
    List<byte[]> encode(Random random) {
        ByteBuffer all = ByteBuffer.allocate(12 + things.size() * 20).order(ByteOrder.LITTLE_ENDIAN);
        all.putInt(lastNumber).putLong(lastPosition);
        things.forEach((number, thing) -> all.putInt(number)
                .putInt(thing.stream())
                .putLong(thing.position())
                .putInt(thing.bodyHash()));
        all.flip();
        List<byte[]> pieces = new ArrayList<>();
        int next = 12;
        while (all.hasRemaining()) {
            byte[] piece = new byte[Math.min(next, all.remaining())];
            all.get(piece);
            pieces.add(piece);
            next = 20 * (1 + random.nextInt(40));
        }
        return pieces;
    }

    @Override
    public void checkpoint(ByteBuffer piece) {
        if (lastNumber == -1 && things.isEmpty()) {
            lastNumber = piece.getInt();
            lastPosition = piece.getLong();
        }
        while (piece.hasRemaining()) {
            things.put(piece.getInt(), new Thing(piece.getInt(), piece.getLong(), piece.getInt()));
        }
    }

    @Override
    public void live(LiveRecords live) {
        things.values().forEach(thing -> live.live(thing.stream(), thing.position()));
    }
}
