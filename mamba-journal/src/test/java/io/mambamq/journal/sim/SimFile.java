// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.sim;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * The content of one file, twice: as the page cache shows it and as it lies on the medium. Between the two stand the
 * versions of each sector written since the last sync, any of which a crash may leave behind. Thread-safe: a journal
 * writes a file while another of its threads syncs it.
 */
final class SimFile {

    static final int SECTOR_BYTES = 512;

    private byte[] cached = new byte[0];
    private byte[] stored = new byte[0];
    private final Map<Integer, List<byte[]>> unsynced = new TreeMap<>();

    synchronized int sizeBytes() {
        return cached.length;
    }

    synchronized int read(ByteBuffer dst, long offset) {
        if (offset < 0) {
            throw new IllegalArgumentException("Negative position");
        }
        if (offset >= cached.length) {
            return -1;
        }
        int length = (int) Math.min(dst.remaining(), cached.length - offset);
        dst.put(cached, (int) offset, length);
        return length;
    }

    synchronized void write(ByteBuffer src, int length, long offset) {
        int at = (int) offset;
        cached = grown(cached, at + length);
        src.get(cached, at, length);
        for (int sector = at / SECTOR_BYTES; sector * SECTOR_BYTES < at + length; sector++) {
            unsynced.computeIfAbsent(sector, s -> new ArrayList<>()).add(sectorOf(cached, sector));
        }
    }

    /** What a sync that begins now makes durable: the newest version of each sector. */
    synchronized Map<Integer, byte[]> beginSync() {
        Map<Integer, byte[]> newest = new TreeMap<>();
        unsynced.forEach((sector, versions) -> newest.put(sector, versions.get(versions.size() - 1)));
        return newest;
    }

    /** What was written while it ran is as unsynced as before. */
    synchronized void endSync(Map<Integer, byte[]> covered) {
        covered.forEach((sector, version) -> {
            List<byte[]> versions = unsynced.getOrDefault(sector, List.of());
            int at = versions.indexOf(version);
            if (at >= 0) {
                store(sector, version);
                versions.subList(0, at + 1).clear();
            }
        });
        unsynced.values().removeIf(List::isEmpty);
    }

    /** Writes past the page cache: stored, and whatever the page cache held of these sectors is gone. */
    synchronized void writeThrough(ByteBuffer src, int length, long offset) {
        int at = (int) offset;
        write(src, length, offset);
        for (int sector = at / SECTOR_BYTES; sector * SECTOR_BYTES < at + length; sector++) {
            store(sector, sectorOf(cached, sector));
            unsynced.remove(sector);
        }
    }

    /** Such a write that did not come to its end: each sector is the old or the new one, in the page cache too. */
    synchronized void tearThrough(ByteBuffer src, Random random, long offset) {
        for (int at = src.position(); at < src.limit(); at += SECTOR_BYTES) {
            if (random.nextBoolean()) {
                ByteBuffer sector = src.duplicate().position(at);
                writeThrough(sector, Math.min(SECTOR_BYTES, sector.remaining()), offset + at - src.position());
            }
        }
    }

    /**
     * A failed sync: some sectors got there, the others did not, and the page cache forgets that they ought to. What it
     * shows is from now on not what is stored.
     */
    synchronized void syncFailed(Random random) {
        storeSome(random);
        unsynced.clear();
    }

    /** The machine lost its power: each sector is as it was, or as some write since left it. */
    synchronized void losePower(Random random) {
        storeSome(random);
        unsynced.clear();
        cached = stored.clone();
    }

    synchronized void flip(long offset, int bit) {
        stored[(int) offset] ^= (byte) (1 << bit);
        cached[(int) offset] ^= (byte) (1 << bit);
    }

    synchronized void overwrite(byte[] content) {
        stored = content.clone();
        cached = content.clone();
        unsynced.clear();
    }

    synchronized byte[] content() {
        return cached.clone();
    }

    private void storeSome(Random random) {
        int lostPercent = random.nextInt(101);
        unsynced.forEach((sector, versions) -> {
            if (random.nextInt(100) >= lostPercent) {
                store(sector, versions.get(random.nextInt(versions.size())));
            }
        });
    }

    private void store(int sector, byte[] version) {
        stored = grown(stored, sector * SECTOR_BYTES + version.length);
        System.arraycopy(version, 0, stored, sector * SECTOR_BYTES, version.length);
    }

    private static byte[] sectorOf(byte[] content, int sector) {
        int from = sector * SECTOR_BYTES;
        return Arrays.copyOfRange(content, from, Math.min(from + SECTOR_BYTES, content.length));
    }

    private static byte[] grown(byte[] content, int size) {
        return content.length >= size ? content : Arrays.copyOf(content, size);
    }
}
