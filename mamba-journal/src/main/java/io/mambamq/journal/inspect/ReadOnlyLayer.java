// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.inspect;

import io.mambamq.journal.file.IoFile;
import io.mambamq.journal.file.IoLayer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** A directory of which files can be read and nothing can be changed, whatever the code above it tries. */
final class ReadOnlyLayer implements IoLayer {

    private final IoLayer directory;

    ReadOnlyLayer(IoLayer directory) {
        this.directory = directory;
    }

    @Override
    public List<String> list() throws IOException {
        return directory.list().stream().sorted().toList();
    }

    @Override
    public IoFile openForRead(String name) throws IOException {
        return new ReadOnlyFile(directory.openForRead(name));
    }

    @Override
    public IoFile create(String name) {
        throw refused(name);
    }

    @Override
    public IoFile openForWrite(String name) {
        throw refused(name);
    }

    @Override
    public void rename(String from, String to) {
        throw refused(from);
    }

    @Override
    public void delete(String name) {
        throw refused(name);
    }

    @Override
    public void syncDirectory() {
        throw refused("the directory");
    }

    @Override
    public void close() {
        directory.close();
    }

    private static IllegalStateException refused(String name) {
        return new IllegalStateException("an inspection changes nothing, and was about to change " + name);
    }

    private record ReadOnlyFile(IoFile file) implements IoFile {
        @Override
        public long sizeBytes() throws IOException {
            return file.sizeBytes();
        }

        @Override
        public int read(ByteBuffer dst, long offset) throws IOException {
            return file.read(dst, offset);
        }

        @Override
        public int write(ByteBuffer src, long offset) {
            throw refused("a file");
        }

        @Override
        public void sync() {
            throw refused("a file");
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
