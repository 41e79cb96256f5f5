// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.client;

import io.mambamq.journal.file.FileIoLayer;
import io.mambamq.journal.file.IoFile;
import io.mambamq.journal.file.IoLayer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A real directory whose disk fails, fills up or stalls when the test says so. */
public final class FaultyDisk implements IoLayer.Factory {
    public volatile boolean syncFails;
    public volatile boolean full;

    private volatile CountDownLatch stalled = new CountDownLatch(0);
    private final AtomicInteger goodSyncs = new AtomicInteger(Integer.MAX_VALUE);
    private volatile boolean syncWaits;

    /** Syncs wait from now on. */
    public void stall() {
        stalled = new CountDownLatch(1);
    }

    /** Syncs fail after this many more. */
    public void syncFailsAfter(int syncs) {
        goodSyncs.set(syncs);
    }

    /** A sync waits. */
    public boolean isStalled() {
        return syncWaits;
    }

    public void resume() {
        stalled.countDown();
    }

    @Override
    public IoLayer open(Path directory) throws IOException {
        return new Layer(FileIoLayer.open(directory));
    }

    private final class Layer implements IoLayer {
        private final IoLayer real;

        Layer(IoLayer real) {
            this.real = real;
        }

        @Override
        public List<String> list() throws IOException {
            return real.list();
        }

        @Override
        public IoFile create(String name) throws IOException {
            if (full) {
                throw new IOException("No space left on device");
            }
            return new File(real.create(name));
        }

        @Override
        public IoFile openForWrite(String name) throws IOException {
            return new File(real.openForWrite(name));
        }

        @Override
        public IoFile openForRead(String name) throws IOException {
            return new File(real.openForRead(name));
        }

        @Override
        public void rename(String from, String to) throws IOException {
            real.rename(from, to);
        }

        @Override
        public void delete(String name) throws IOException {
            real.delete(name);
        }

        @Override
        public void syncDirectory() throws IOException {
            real.syncDirectory();
        }

        @Override
        public void close() {
            real.close();
        }
    }

    private final class File implements IoFile {
        private final IoFile real;

        File(IoFile real) {
            this.real = real;
        }

        @Override
        public long sizeBytes() throws IOException {
            return real.sizeBytes();
        }

        @Override
        public int read(ByteBuffer target, long offset) throws IOException {
            return real.read(target, offset);
        }

        @Override
        public int write(ByteBuffer source, long offset) throws IOException {
            return real.write(source, offset);
        }

        @Override
        public void sync() throws IOException {
            try {
                syncWaits = stalled.getCount() > 0;
                stalled.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            syncWaits = false;
            if (syncFails || goodSyncs.getAndDecrement() == 0) {
                throw new IOException("Input/output error");
            }
            real.sync();
        }

        @Override
        public void close() throws IOException {
            real.close();
        }
    }
}
