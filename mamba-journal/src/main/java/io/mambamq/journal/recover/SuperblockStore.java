// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.recover;

import io.mambamq.journal.CorruptionReport;
import io.mambamq.journal.JournalCorruptionException;
import io.mambamq.journal.JournalException;
import io.mambamq.journal.JournalLog;
import io.mambamq.journal.file.IoFile;
import io.mambamq.journal.file.IoLayer;
import io.mambamq.journal.format.Superblock;
import io.mambamq.journal.format.SuperblockCodec;
import io.mambamq.journal.format.UnknownFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The file {@code super}: two copies, written in turn. Used by the opening thread, then by the writer. */
public final class SuperblockStore {

    public static final String FILE_NAME = "super";

    private static final String TEMPORARY_NAME = FILE_NAME + ".tmp";
    public static final int COPIES = 2;

    private final IoLayer io;

    public SuperblockStore(IoLayer io) {
        this.io = io;
    }

    /** Creates the file with both copies at once; it appears whole or not at all. */
    void create(Superblock initial) throws IOException {
        try (IoFile file = io.create(TEMPORARY_NAME)) {
            for (int copy = 0; copy < COPIES; copy++) {
                file.writeFully(encode(initial), (long) copy * Superblock.COPY_BYTES);
            }
            file.sync();
        }
        io.rename(TEMPORARY_NAME, FILE_NAME);
        io.syncDirectory();
    }

    /** Makes {@code superblock} the current one; durable when this returns. */
    public void write(Superblock superblock) throws IOException {
        try (IoFile file = io.openForWrite(FILE_NAME)) {
            file.writeFully(encode(superblock), superblock.generation() % COPIES * Superblock.COPY_BYTES);
            file.sync();
        }
    }

    /** The current superblock, of a file that is there. */
    Superblock read() throws IOException {
        try (IoFile file = io.openForRead(FILE_NAME)) {
            Superblock first = readCopy(file, 0);
            Superblock second = readCopy(file, 1);
            if (first == null && second == null) {
                throw new JournalCorruptionException(
                        new CorruptionReport(
                                FILE_NAME,
                                0,
                                0,
                                "a superblock with a valid checksum",
                                "two damaged copies",
                                "the file is created whole and only one copy is written at a time"),
                        Recovery.ADVICE);
            }
            if (first == null || second == null) {
                JournalLog.LOG.copyDamaged(FILE_NAME);
                return first == null ? Objects.requireNonNull(second) : first;
            }
            return first.generation() >= second.generation() ? first : second;
        }
    }

    private static @Nullable Superblock readCopy(IoFile file, int copy) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(Superblock.COPY_BYTES);
        file.readFully(block, (long) copy * Superblock.COPY_BYTES);
        try {
            return SuperblockCodec.decode(block);
        } catch (UnknownFormatException e) {
            throw new JournalException(JournalException.Kind.INCOMPATIBLE, FILE_NAME + " was " + e.getMessage(), e);
        }
    }

    private static ByteBuffer encode(Superblock superblock) {
        ByteBuffer block = ByteBuffer.allocate(Superblock.COPY_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        SuperblockCodec.encode(superblock, block);
        return block;
    }
}
