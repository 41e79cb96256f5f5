// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.micro;

import io.mambamq.journal.file.IoFile;
import io.mambamq.journal.file.IoLayer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A directory in memory: it outlives the journals that are opened in it. */
final class MemoryIo implements IoLayer {
    private final Map<String, MemoryFile> files = new ConcurrentHashMap<>();

    @Override
    public List<String> list() {
        return List.copyOf(files.keySet());
    }

    @Override
    public IoFile create(String name) {
        MemoryFile file = new MemoryFile();
        files.put(name, file);
        return file;
    }

    @Override
    public IoFile openForWrite(String name) throws IOException {
        return openForRead(name);
    }

    @Override
    public IoFile openForRead(String name) throws IOException {
        MemoryFile file = files.get(name);
        if (file == null) {
            throw new NoSuchFileException(name);
        }
        return file;
    }

    @Override
    public void rename(String from, String to) throws IOException {
        MemoryFile file = files.remove(from);
        if (file == null) {
            throw new NoSuchFileException(from);
        }
        files.put(to, file);
    }

    @Override
    public void delete(String name) {
        files.remove(name);
    }

    @Override
    public void syncDirectory() {
        // It lives as long as the process.
    }

    @Override
    public void close() {
        // The next journal goes on with it.
    }

    /** Used by one thread at a time, as the journal promises; the map publishes it. */
    private static final class MemoryFile implements IoFile {
        private byte[] bytes = new byte[0];
        private int size;

        @Override
        public long sizeBytes() {
            return size;
        }

        @Override
        public int read(ByteBuffer dst, long offset) {
            if (offset >= size) {
                return -1;
            }
            int length = (int) Math.min(dst.remaining(), size - offset);
            dst.put(bytes, (int) offset, length);
            return length;
        }

        @Override
        public int write(ByteBuffer src, long offset) {
            int length = src.remaining();
            int end = (int) offset + length;
            if (end > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
            }
            src.get(bytes, (int) offset, length);
            size = Math.max(size, end);
            return length;
        }

        @Override
        public void sync() {
            // It lives as long as the process.
        }

        @Override
        public void close() {
            // Nothing to let go of.
        }
    }
}
