// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.checkpoint;

import io.mambamq.journal.file.IoFile;
import io.mambamq.journal.file.IoLayer;
import io.mambamq.journal.file.OutOfSpace;
import io.mambamq.journal.format.CheckpointHeader;
import io.mambamq.journal.format.CheckpointPiece;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes one checkpoint over the file of the one before the last. Until {@link #finish} has returned and something
 * durable refers to it, it counts for nothing. Confined to one thread.
 */
public final class CheckpointWriter {

    /** After so many bytes the file is synced, so that the log's own syncs never queue behind a whole checkpoint. */
    private static final int SYNC_BYTES = 1 << 20;

    private static final int ZEROS_BYTES = 64 << 10;

    private final IoLayer io;
    private final CheckpointHeader header;
    private final IoFile file;
    private ByteBuffer piece = newBuffer(ZEROS_BYTES);
    private long offset = CheckpointHeader.BYTES;
    private long syncedOffset;
    private int pieces;

    private CheckpointWriter(IoLayer io, CheckpointHeader header, IoFile file) {
        this.io = io;
        this.header = header;
        this.file = file;
    }

    public static CheckpointWriter begin(IoLayer io, CheckpointHeader header) throws IOException {
        String name = CheckpointFile.name(header.number());
        IoFile file = io.list().contains(name) ? io.openForWrite(name) : io.create(name);
        CheckpointWriter writer = new CheckpointWriter(io, header, file);
        try {
            ByteBuffer block = newBuffer(CheckpointHeader.BYTES);
            header.encode(block);
            file.writeFully(block, 0);
        } catch (IOException | RuntimeException e) {
            writer.close();
            throw e;
        }
        return writer;
    }

    /** Bytes written so far. */
    public long sizeBytes() {
        return offset;
    }

    public void write(byte[] bytes) throws IOException {
        write(bytes, false);
    }

    /** Makes the checkpoint durable, all but the name of a new file, which the caller makes durable with the directory. */
    public void finish() throws IOException {
        write(new byte[0], true);
        file.sync();
        close();
        reserve();
    }

    /** Closes the file of a checkpoint that is given up. */
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            // What counts was synced before.
        }
    }

    private void write(byte[] bytes, boolean last) throws IOException {
        int stored = (int) CheckpointPiece.storedBytes(bytes.length);
        if (piece.capacity() < stored) {
            piece = newBuffer(stored);
        }
        piece.clear().position(CheckpointPiece.HEADER_BYTES);
        piece.put(bytes).flip();
        CheckpointPiece.finish(piece, header.number(), pieces++, last);
        int length = piece.remaining();
        file.writeFully(piece, offset);
        offset += length;
        if (offset - syncedOffset >= SYNC_BYTES) {
            file.sync();
            syncedOffset = offset;
        }
    }

    /** Makes the other file as large as this one, while there is room: the next checkpoint may have to fit. */
    private void reserve() throws IOException {
        String name = CheckpointFile.otherName(header.number());
        try (IoFile other = io.list().contains(name) ? io.openForWrite(name) : io.create(name)) {
            ByteBuffer zeros = newBuffer(ZEROS_BYTES);
            for (long at = other.sizeBytes(); at < offset; at += zeros.limit()) {
                zeros.clear().limit((int) Math.min(zeros.capacity(), offset - at));
                other.writeFully(zeros, at);
            }
            other.sync();
        } catch (IOException e) {
            if (!OutOfSpace.isCause(e)) {
                throw e;
            }
            // Only a provision; the checkpoint itself stands.
        }
    }

    private static ByteBuffer newBuffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
