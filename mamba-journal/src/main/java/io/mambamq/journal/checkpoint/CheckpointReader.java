// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.checkpoint;

import io.mambamq.journal.file.IoFile;
import io.mambamq.journal.file.IoLayer;
import io.mambamq.journal.format.CheckpointHeader;
import io.mambamq.journal.format.CheckpointPiece;
import io.mambamq.journal.format.UnknownFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads one checkpoint file and checks every byte of it up to the checkpoint's end. Used by one thread. */
public final class CheckpointReader implements AutoCloseable {

    private final String name;
    private final UUID journalId;
    private final @Nullable IoFile file;
    private final long fileBytes;
    private @Nullable CheckpointHeader header;
    private @Nullable String defect;
    private long sizeBytes;

    private CheckpointReader(String name, UUID journalId, @Nullable IoFile file, long fileBytes) {
        this.name = name;
        this.journalId = journalId;
        this.file = file;
        this.fileBytes = fileBytes;
    }

    /** Opens the file and checks all of it; {@link #defect} tells the outcome. */
    public static CheckpointReader open(IoLayer io, String name, UUID journalId) throws IOException {
        if (!io.list().contains(name)) {
            CheckpointReader missing = new CheckpointReader(name, journalId, null, 0);
            missing.defect = "there is no file " + name;
            return missing;
        }
        IoFile file = io.openForRead(name);
        CheckpointReader reader = new CheckpointReader(name, journalId, file, file.sizeBytes());
        reader.readHeader();
        if (reader.header != null) {
            reader.forEachPiece(piece -> {});
        }
        return reader;
    }

    /** Null where there is none or it is damaged. */
    public @Nullable CheckpointHeader header() {
        return header;
    }

    /** What is wrong with the checkpoint, and where; null where nothing is. */
    public @Nullable String defect() {
        return defect;
    }

    /** Bytes of the checkpoint, without what an earlier one left behind it. */
    public long sizeBytes() {
        return sizeBytes;
    }

    /** Hands the pieces over, in their order, little endian, each valid during the call only. */
    public void forEachPiece(Consumer<ByteBuffer> consumer) throws IOException {
        CheckpointHeader checked = header;
        IoFile open = file;
        if (checked == null || open == null) {
            return;
        }
        ByteBuffer piece = newBuffer(64 << 10);
        long offset = CheckpointHeader.BYTES;
        for (int index = 0; ; index++) {
            piece = load(open, piece, offset);
            if (defect != null || !CheckpointPiece.matches(piece, checked.number(), index)) {
                damaged(offset, "piece " + index + " of checkpoint " + checked.number());
                return;
            }
            int bodyBytes = CheckpointPiece.bodyBytes(piece);
            long storedBytes = CheckpointPiece.storedBytes(bodyBytes);
            if (!isZero(piece, CheckpointPiece.HEADER_BYTES + bodyBytes, (int) storedBytes)) {
                damaged(offset, "zeros behind piece " + index);
                return;
            }
            offset += storedBytes;
            if (CheckpointPiece.isLast(piece)) {
                sizeBytes = offset;
                return;
            }
            consumer.accept(piece.slice(CheckpointPiece.HEADER_BYTES, bodyBytes).order(ByteOrder.LITTLE_ENDIAN));
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }

    private void readHeader() throws IOException {
        ByteBuffer block = newBuffer(CheckpointHeader.BYTES);
        if (file != null) {
            file.readFully(block, 0);
        }
        try {
            header = CheckpointHeader.decode(block);
        } catch (UnknownFormatException e) {
            defect = name + " was " + e.getMessage();
            return;
        }
        if (header == null) {
            damaged(0, "the header of a checkpoint");
        } else if (!header.journalId().equals(journalId)) {
            defect = name + " belongs to journal " + header.journalId();
            header = null;
        }
    }

    /** Reads the piece at the offset whole. */
    private ByteBuffer load(IoFile open, ByteBuffer into, long offset) throws IOException {
        into.clear();
        int read = open.readFully(into, offset);
        int bodyBytes = read < CheckpointPiece.HEADER_BYTES ? -1 : CheckpointPiece.bodyBytes(into);
        long storedBytes = bodyBytes < 0 ? Long.MAX_VALUE : CheckpointPiece.storedBytes(bodyBytes);
        if (storedBytes > fileBytes - offset) {
            damaged(offset, "a piece that ends within the file");
            return into;
        }
        if (storedBytes > read) {
            ByteBuffer larger = newBuffer((int) storedBytes);
            open.readFully(larger, offset);
            return larger;
        }
        return into;
    }

    private void damaged(long offset, String expected) {
        if (defect == null) {
            defect = name + " at offset " + offset + ": expected " + expected + ", found something else";
        }
    }

    private static boolean isZero(ByteBuffer bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes.get(at) != 0) {
                return false;
            }
        }
        return true;
    }

    private static ByteBuffer newBuffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
