// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.inspect;

import io.mambamq.journal.file.IoFile;
import io.mambamq.journal.format.CheckpointHeader;
import io.mambamq.journal.format.CheckpointPiece;
import io.mambamq.journal.format.UnknownFormatException;
import io.mambamq.journal.recover.Defect;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a checkpoint file piece by piece. */
final class CheckpointWalk {
    private final IoFile file;
    private final String name;
    private int pieces;
    private long offset = CheckpointHeader.BYTES;
    private @Nullable Defect defect;

    CheckpointWalk(IoFile file, String name) {
        this.file = file;
        this.name = name;
    }

    /** Why it is not whole; null where it is. */
    @Nullable
    Defect defect() {
        return defect;
    }

    /** Reads it up to the last piece, or as far as it is good; hands over each body but that of the last, which has none. */
    CheckpointSummary read(Consumer<ByteBuffer> bodies) throws IOException, UnknownFormatException {
        ByteBuffer block = ByteBuffer.allocate(CheckpointHeader.BYTES);
        file.readFully(block, 0);
        CheckpointHeader header = CheckpointHeader.decode(block);
        if (header == null) {
            defect = new Defect(0, "a checkpoint header with a valid checksum", "a damaged one");
            return new CheckpointSummary(name, null, 0, 0, false);
        }
        boolean last = false;
        while (!last && defect == null) {
            last = readPiece(header.number(), bodies);
        }
        return new CheckpointSummary(name, header, pieces, offset, defect == null);
    }

    private boolean readPiece(long number, Consumer<ByteBuffer> bodies) throws IOException {
        ByteBuffer head = little(CheckpointPiece.HEADER_BYTES);
        int read = file.readFully(head, offset);
        int bodyBytes = read < CheckpointPiece.HEADER_BYTES ? -1 : CheckpointPiece.bodyBytes(head);
        if (bodyBytes < 0 || offset + CheckpointPiece.storedBytes(bodyBytes) > file.sizeBytes()) {
            defect = new Defect(offset, "piece " + pieces + " of checkpoint " + number, "no piece");
            return false;
        }
        ByteBuffer piece = little((int) CheckpointPiece.storedBytes(bodyBytes));
        file.readFully(piece, offset);
        if (!CheckpointPiece.matches(piece, number, pieces)) {
            String found = piece.getLong(8) == number
                    ? "one with a wrong checksum or number"
                    : "a damaged one, or one of checkpoint " + piece.getLong(8);
            defect = new Defect(offset, "piece " + pieces + " of checkpoint " + number, found);
            return false;
        }
        pieces++;
        offset += CheckpointPiece.storedBytes(bodyBytes);
        boolean last = CheckpointPiece.isLast(piece);
        if (!last) {
            bodies.accept(piece.slice(CheckpointPiece.HEADER_BYTES, bodyBytes).order(ByteOrder.LITTLE_ENDIAN));
        }
        return last;
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
