// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.body;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file for temporary use, readable by its owner alone. Where the system allows it, it has lost its name before anything is
 * written, so that not even a killed process leaves it behind; otherwise it is deleted with this object. Not a channel, because
 * an interrupt of one reader would close that for all. Any thread.
 */
final class SpoolFile {
    private static final Cleaner CLEANER = Cleaner.create();

    private final RandomAccessFile file;
    private long lengthBytes;

    private SpoolFile(RandomAccessFile file) {
        this.file = file;
    }

    static SpoolFile create() throws IOException {
        Path path;
        try {
            path = Files.createTempFile("mamba-body-", ".tmp");
        } catch (IOException e) {
            throw new IOException(
                    "a large body needs a file in " + System.getProperty("java.io.tmpdir")
                            + ", where none can be made: " + e.getMessage(),
                    e);
        }
        File name = path.toFile();
        RandomAccessFile file = new RandomAccessFile(name, "rw");
        SpoolFile spool = new SpoolFile(file);
        boolean nameless = name.delete();
        CLEANER.register(spool, () -> discard(file, path, nameless));
        return spool;
    }

    private static void discard(RandomAccessFile file, Path path, boolean nameless) {
        try {
            file.close();
            if (!nameless) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized long lengthBytes() {
        return lengthBytes;
    }

    synchronized void append(byte[] bytes, int offset, int length) throws IOException {
        if (length > 0) {
            file.seek(lengthBytes);
            try {
                file.write(bytes, offset, length);
            } catch (IOException e) {
                throw new IOException(
                        "a large body cannot be written to a file in " + System.getProperty("java.io.tmpdir") + ": "
                                + e.getMessage(),
                        e);
            }
            lengthBytes += length;
        }
    }

    /** Reads at least a byte, unless the position is the end: -1. */
    synchronized int read(long position, byte[] bytes, int offset, int length) throws IOException {
        if (position >= lengthBytes) {
            return -1;
        }
        file.seek(position);
        return file.read(bytes, offset, (int) Math.min(length, lengthBytes - position));
    }
}
