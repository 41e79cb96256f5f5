// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.snapshot;

import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.bytes.ByteReader;

/** Reads what a {@link PieceWriter} wrote: one piece, entry by entry. */
public final class PieceReader {
    private final ByteReader piece;
    private final int number;

    /**
     * A piece that fills the given part of the array, which is not copied.
     *
     * @throws SnapshotFormatException if this version does not know the piece's
     * @throws ProtocolException if it ends early
     */
    public PieceReader(byte[] array, int offset, int length) {
        piece = new ByteReader(array, offset, length);
        int version = piece.readByte();
        if (version != PieceWriter.VERSION) {
            throw new SnapshotFormatException("a snapshot of version " + version
                    + ", which this version of Mamba does not know; a newer one wrote it");
        }
        number = piece.readInt();
    }

    /** Counts the pieces of a snapshot, from 0. */
    public int number() {
        return number;
    }

    public boolean hasNext() {
        return piece.remaining() > 0;
    }

    /**
     * Reads one entry and hands it to the listener, which must read all of its fields.
     *
     * @throws SnapshotFormatException if this version does not know the entry's type
     * @throws ProtocolException if the piece ends early, or the entry is longer or shorter than its fields
     */
    public void next(EntryListener listener) {
        int length = piece.readU16();
        ByteReader entry = new ByteReader(piece.array(), piece.skip(length), length);
        listener.entry(EntryType.ofSnapshotValue(entry.readByte()), entry);
        entry.requireEnd();
    }

    /** Reads the fields of an entry. */
    @FunctionalInterface
    public interface EntryListener {
        void entry(EntryType type, ByteReader fields);
    }
}
