// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.sim;

import io.mambamq.journal.JournalException;
import io.mambamq.journal.file.IoFile;
import io.mambamq.journal.file.IoLayer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One directory on a simulated disk. It survives the programs that open it: {@link #killProcess} and {@link #losePower}
 * end one, and the next opens what is left. Sectors of 512 bytes are written whole; everything coarser may tear, be
 * lost, or reach the medium in another order, unless it was synced.
 */
public final class SimDisk {

    private final Random random;
    private final SimFaults faults = new SimFaults();
    private final Map<String, SimFile> files = new TreeMap<>();
    private final List<Consumer<Map<String, SimFile>>> unsyncedDirectoryChanges = new ArrayList<>();
    private Map<String, SimFile> storedFiles = new TreeMap<>();
    private boolean locked;
    private boolean direct;
    private int process;
    private int filesCreated;
    private int filesOpen;

    public SimDisk(long seed) {
        this.random = new Random(seed);
    }

    /** For {@link io.mambamq.journal.JournalConfig.Builder#io}. */
    public IoLayer.Factory factory() {
        return directory -> {
            if (locked) {
                throw new JournalException(JournalException.Kind.LOCKED, "the simulated directory is locked");
            }
            locked = true;
            return new Layer(process);
        };
    }

    public SimFaults faults() {
        return faults;
    }

    /** Whether this disk takes direct writes; at first it does not. */
    public SimDisk direct(boolean on) {
        direct = on;
        return this;
    }

    /** The process ends; what the page cache holds stays. */
    public void killProcess() {
        filesOpen = 0;
        process++;
        locked = false;
        faults.reset();
    }

    /** The machine stops: what was not synced survives in part or not at all. */
    public void losePower() {
        int survivingChanges = random.nextInt(unsyncedDirectoryChanges.size() + 1);
        unsyncedDirectoryChanges.subList(0, survivingChanges).forEach(change -> change.accept(storedFiles));
        unsyncedDirectoryChanges.clear();
        files.clear();
        files.putAll(storedFiles);
        files.values().forEach(file -> file.losePower(random));
        killProcess();
    }

    public List<String> fileNames() {
        return List.copyOf(files.keySet());
    }

    /** How many files were created so far, those included that are gone. */
    public int filesCreated() {
        return filesCreated;
    }

    /** How many files are open. */
    public int filesOpen() {
        return filesOpen;
    }

    public byte[] content(String name) {
        return file(name).content();
    }

    /** Damages the medium. */
    public void flip(String name, long offset, int bit) {
        file(name).flip(offset, bit);
    }

    /** Replaces or adds a file, durably. */
    public void put(String name, byte[] content) {
        SimFile file = files.computeIfAbsent(name, n -> new SimFile());
        file.overwrite(content);
        storedFiles.put(name, file);
    }

    /** Takes a file away, durably. */
    public void remove(String name) {
        files.remove(name);
        storedFiles.remove(name);
    }

    private SimFile file(String name) {
        return Objects.requireNonNull(files.get(name), () -> "no file " + name);
    }

    private long usedBytes() {
        return files.values().stream().mapToLong(SimFile::sizeBytes).sum();
    }

    private void change(Consumer<Map<String, SimFile>> change) throws IOException {
        if (faults.crashesNow()) {
            throw new SimCrash();
        }
        if (faults.failsOperation()) {
            throw faults.inputOutputError();
        }
        change.accept(files);
        unsyncedDirectoryChanges.add(change);
    }

    /** The directory as one process sees it. */
    private final class Layer implements IoLayer {

        private final int openedBy;

        Layer(int openedBy) {
            this.openedBy = openedBy;
        }

        private void checkAlive() {
            if (openedBy != process) {
                throw new SimCrash();
            }
            faults.checkAlive();
        }

        @Override
        public List<String> list() {
            checkAlive();
            return fileNames();
        }

        @Override
        public IoFile create(String name) throws IOException {
            checkAlive();
            SimFile created = new SimFile();
            filesCreated++;
            change(directory -> directory.put(name, created));
            return new Handle(created, this);
        }

        @Override
        public IoFile openForWrite(String name) throws IOException {
            return openForRead(name);
        }

        @Override
        public IoFile openDirect(String name, int blockBytes) throws IOException {
            if (!direct || blockBytes % SimFile.SECTOR_BYTES != 0) {
                throw new JournalException(
                        JournalException.Kind.UNSUPPORTED, "no direct writes to " + name + " on the simulated disk");
            }
            checkAlive();
            SimFile file = files.get(name);
            if (file == null) {
                throw new NoSuchFileException(name);
            }
            return new DirectHandle(file, this, blockBytes);
        }

        @Override
        public IoFile openForRead(String name) throws IOException {
            checkAlive();
            SimFile file = files.get(name);
            if (file == null) {
                throw new NoSuchFileException(name);
            }
            return new Handle(file, this);
        }

        @Override
        public void rename(String from, String to) throws IOException {
            checkAlive();
            change(directory -> {
                SimFile moved = directory.remove(from);
                if (moved != null) {
                    directory.put(to, moved);
                }
            });
        }

        @Override
        public void delete(String name) throws IOException {
            checkAlive();
            change(directory -> directory.remove(name));
        }

        @Override
        public void syncDirectory() throws IOException {
            checkAlive();
            if (faults.crashesNow()) {
                throw new SimCrash();
            }
            if (faults.failsSync()) {
                throw faults.inputOutputError();
            }
            storedFiles = new TreeMap<>(files);
            unsyncedDirectoryChanges.clear();
        }

        @Override
        public void close() {
            if (openedBy == process) {
                locked = false;
            }
        }
    }

    /** An open file. */
    private class Handle implements IoFile {

        final SimFile file;
        final Layer layer;
        private boolean open = true;

        Handle(SimFile file, Layer layer) {
            this.file = file;
            this.layer = layer;
            filesOpen++;
        }

        @Override
        public long sizeBytes() {
            layer.checkAlive();
            return file.sizeBytes();
        }

        @Override
        public int read(ByteBuffer dst, long offset) {
            layer.checkAlive();
            return file.read(dst, offset);
        }

        @Override
        public int write(ByteBuffer src, long offset) throws IOException {
            layer.checkAlive();
            int length = src.remaining();
            if (faults.crashesNow()) {
                file.write(src, random.nextInt(length + 1), offset);
                throw new SimCrash();
            }
            if (faults.failsWrite()) {
                file.write(src, random.nextInt(length + 1), offset);
                throw faults.inputOutputError();
            }
            long growth = Math.max(0, offset + length - file.sizeBytes());
            if (growth > 0 && usedBytes() + growth > faults.capacityBytes()) {
                throw new IOException("No space left on device");
            }
            int taken = faults.shortWrites() && random.nextInt(4) == 0 ? 1 + random.nextInt(length) : length;
            file.write(src, taken, offset);
            return taken;
        }

        @Override
        public void sync() throws IOException {
            layer.checkAlive();
            if (faults.crashesNow()) {
                throw new SimCrash();
            }
            Map<Integer, byte[]> covered = file.beginSync();
            faults.syncing();
            layer.checkAlive();
            if (faults.failsSync()) {
                file.syncFailed(random);
                throw faults.inputOutputError();
            }
            file.endSync(covered);
        }

        @Override
        public void close() {
            if (open && layer.openedBy == process) {
                filesOpen--;
            }
            open = false;
        }
    }

    /** An open file whose writes are durable when they return. */
    private final class DirectHandle extends Handle {

        private final int blockBytes;

        DirectHandle(SimFile file, Layer layer, int blockBytes) {
            super(file, layer);
            this.blockBytes = blockBytes;
        }

        @Override
        public int read(ByteBuffer dst, long offset) {
            throw new AssertionError("direct files are only written");
        }

        @Override
        public int write(ByteBuffer src, long offset) throws IOException {
            layer.checkAlive();
            checkAligned(src, offset);
            if (faults.crashesNow()) {
                file.tearThrough(src, random, offset);
                throw new SimCrash();
            }
            faults.writingDirectly();
            if (faults.failsWrite() || faults.failsSync()) {
                file.tearThrough(src, random, offset);
                throw faults.inputOutputError();
            }
            boolean partly = faults.shortWrites() && random.nextInt(4) == 0;
            int taken = partly ? blockBytes * (1 + random.nextInt(src.remaining() / blockBytes)) : src.remaining();
            file.writeThrough(src, taken, offset);
            return taken;
        }

        @Override
        public void sync() {
            layer.checkAlive();
        }

        private void checkAligned(ByteBuffer src, long offset) throws IOException {
            if (!src.isDirect()
                    || src.alignmentOffset(src.position(), blockBytes) != 0
                    || src.remaining() % blockBytes != 0
                    || offset % blockBytes != 0) {
                throw new IOException("Invalid argument: " + src + " at " + offset + " is not in whole blocks");
            }
            if (offset + src.remaining() > file.sizeBytes()) {
                throw new AssertionError("the log writes into segments that are whole");
            }
        }
    }
}
