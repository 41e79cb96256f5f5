// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.journal.format.BatchHeader;
import io.mambamq.journal.format.JournalFormat;
import io.mambamq.journal.sim.SimDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of a journal that was closed in order: both checkpoints, segments before and behind them, page files with
 * some records that nobody needs any more, files that were used again. A test damages them in one place, and asks what
 * comes of it.
 */
final class DamagedJournal {

    /**
     * What came of it. All that could be read was what was put, and nothing was missing or added.
     *
     * @param refusal null where the journal opened
     * @param unreadable why those things cannot be read that cannot, by number
     */
    record Outcome(@Nullable JournalException refusal, Map<Integer, JournalException> unreadable) {

        boolean isAsBefore() {
            return refusal == null && unreadable.isEmpty();
        }

        /** Whether the journal did not open, with a report of damage in this file. */
        boolean isRefusedFor(String file) {
            return refusal != null && names(refusal, file);
        }

        /** Whether the journal opened, and exactly this thing cannot be read, with a report of damage in this file. */
        boolean isUnreadable(int number, String file) {
            return refusal == null
                    && unreadable.size() == 1
                    && unreadable.containsKey(number)
                    && names(unreadable.get(number), file);
        }

        private static boolean names(JournalException report, String file) {
            return report.kind() == JournalException.Kind.CORRUPT
                    && String.valueOf(report.getMessage()).contains("damaged: " + file + " at offset ");
        }
    }

    private static final int BLOCK_BYTES = 512;

    private final SimDisk disk = new SimDisk(1);
    private final JournalConfig config = SteppedOwner.smallest(disk).build();
    private final TreeMap<String, byte[]> files = new TreeMap<>();
    private final TreeMap<String, List<byte[]>> earlier = new TreeMap<>();
    private SteppedOwner owner = SteppedOwner.open(config);

    private DamagedJournal() throws IOException {
        puts(1, 12);
        puts(2, 6);
        put(3, 1500);
        owner.checkpoint();
        takeOf(1, 3);
        puts(1, 6);
        put(3, 30);
        owner.checkpoint();
        restart();
        takeOf(1, 7);
        puts(2, 9);
        put(3, 1300);
        puts(4, 2);
        owner.checkpoint();
        puts(1, 9);
        owner.checkpoint();
        keep();
        takeOf(2, 2);
        puts(2, 9);
        owner.checkpoint();
        restart();
        takeOf(2, 1);
        puts(1, 8);
        put(3, 1400);
        puts(4, 4);
        owner.close();
        keep();
    }

    static DamagedJournal write() throws IOException {
        return new DamagedJournal();
    }

    /** Names of the files that begin like this. */
    List<String> names(String prefix) {
        return files.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
    }

    /** A file as it was closed. */
    byte[] content(String name) {
        return Objects.requireNonNull(files.get(name), name);
    }

    byte[] flipped(String name, int offset, int bit) {
        byte[] content = content(name).clone();
        content[offset] ^= (byte) (1 << bit);
        return content;
    }

    /** Whether the segment file is not part of the log. */
    boolean isFree(String name) {
        ByteBuffer superblock = read("super");
        int newer = superblock.getLong(40) > superblock.getLong(4096 + 40) ? 0 : 4096;
        return read(name).getLong(48) < superblock.getLong(newer + 64);
    }

    /** Where that what the log wrote to the segment file ends: behind the last of its batches. */
    int endOffset(String name) {
        int last = lastBatchOffset(name);
        return last + batchBytes(read(name), last);
    }

    int lastBatchOffset(String name) {
        ByteBuffer segment = read(name);
        int last = 0;
        for (int offset = 2 * BLOCK_BYTES;
                offset < segment.limit() && segment.getLong(offset + 8) == segment.getLong(48);
                offset += batchBytes(segment, offset)) {
            last = offset;
        }
        return last;
    }

    private static int batchBytes(ByteBuffer segment, int offset) {
        return JournalFormat.alignUp(BatchHeader.BYTES + segment.getInt(offset + 44), BLOCK_BYTES);
    }

    private ByteBuffer read(String name) {
        return ByteBuffer.wrap(content(name)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** What these files, and others that are gone, held earlier. */
    Map<String, List<byte[]>> earlier() {
        return earlier;
    }

    /** The state that the journal must give back. */
    OwnerState expected() {
        return owner.state();
    }

    /** Opens the journal with this file replaced, null for taken away, and reads everything. */
    Outcome with(String name, byte @Nullable [] content) throws IOException {
        return with(Collections.singletonMap(name, content));
    }

    /** Opens the journal with these files replaced, and reads everything. */
    Outcome with(Map<String, byte @Nullable []> replaced) throws IOException {
        TreeMap<String, byte[]> damaged = new TreeMap<>(files);
        replaced.forEach((name, content) -> {
            if (content == null) {
                damaged.remove(name);
            } else {
                damaged.put(name, content);
            }
        });
        disk.fileNames().stream().filter(name -> !damaged.containsKey(name)).forEach(disk::remove);
        damaged.forEach(disk::put);
        try {
            SteppedOwner opened = SteppedOwner.open(config);
            assertTrue(opened.has(owner.state()), () -> replaced.keySet() + ": the state is not what it was");
            return new Outcome(null, opened.readAll());
        } catch (JournalException e) {
            assertEquals(List.copyOf(damaged.keySet()), disk.fileNames(), "a refusal leaves the files alone");
            damaged.forEach((file, bytes) -> assertArrayEquals(bytes, disk.content(file), file));
            return new Outcome(e, Map.of());
        } finally {
            disk.killProcess();
        }
    }

    // ---- the history

    private void puts(int stream, int count) {
        for (int i = 0; i < count; i++) {
            put(stream, 40 + 53 * i);
        }
    }

    private void put(int stream, int bodyBytes) {
        owner.put(stream, bodyBytes);
        keep();
    }

    /** Takes the oldest of a stream. */
    private void takeOf(int stream, int count) {
        keep();
        owner.take(owner.state().things().entrySet().stream()
                .filter(thing -> thing.getValue().stream() == stream)
                .map(Map.Entry::getKey)
                .limit(count)
                .toList());
        keep();
    }

    private void restart() throws IOException {
        keep();
        disk.killProcess();
        owner = SteppedOwner.open(config);
    }

    /** Remembers the files as they are now. */
    private void keep() {
        files.forEach((name, content) -> {
            boolean changed = !disk.fileNames().contains(name) || !Arrays.equals(content, disk.content(name));
            List<byte[]> versions = earlier.computeIfAbsent(name, file -> new ArrayList<>());
            if (changed && versions.stream().noneMatch(version -> Arrays.equals(version, content))) {
                versions.add(content);
            }
        });
        files.clear();
        disk.fileNames().forEach(name -> files.put(name, disk.content(name)));
    }
}
