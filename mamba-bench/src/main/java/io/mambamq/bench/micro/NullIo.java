// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.micro;

import io.mambamq.journal.file.IoFile;
import io.mambamq.journal.file.IoLayer;
import java.nio.ByteBuffer;
import java.util.List;

/** A directory that is empty, takes everything at once and keeps nothing. */
final class NullIo implements IoLayer {
    @Override
    public List<String> list() {
        return List.of();
    }

    @Override
    public IoFile create(String name) {
        return new NullFile();
    }

    @Override
    public IoFile openForWrite(String name) {
        return new NullFile();
    }

    @Override
    public IoFile openForRead(String name) {
        return new NullFile();
    }

    @Override
    public void rename(String from, String to) {
        // There are no names.
    }

    @Override
    public void delete(String name) {
        // There is nothing.
    }

    @Override
    public void syncDirectory() {
        // Nothing is kept.
    }

    @Override
    public void close() {
        // Nobody else could use it.
    }

    private static final class NullFile implements IoFile {
        @Override
        public long sizeBytes() {
            return 0;
        }

        @Override
        public int read(ByteBuffer dst, long offset) {
            return -1;
        }

        @Override
        public int write(ByteBuffer src, long offset) {
            int bytes = src.remaining();
            src.position(src.limit());
            return bytes;
        }

        @Override
        public void sync() {
            // Nothing is kept.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
