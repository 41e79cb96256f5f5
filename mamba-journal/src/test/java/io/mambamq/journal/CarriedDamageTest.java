// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.journal.sim.SimDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A live record that is damaged when it is carried")
class CarriedDamageTest {

    private static final int STREAM = 1;
    private static final int DAMAGED = 3;

    private final SimDisk disk = new SimDisk(1);
    private final JournalConfig config = SteppedOwner.smallest(disk).build();

    @SuppressWarnings("NullAway.Init") // before each test
    private SteppedOwner owner;

    /** Twelve records of one stream in the first segment, and more behind them. */
    @BeforeEach
    void put() throws IOException {
        owner = SteppedOwner.open(config);
        for (int i = 0; i < 12; i++) {
            owner.put(STREAM, 100);
        }
        fill();
    }

    @Test
    @DisplayName(
            "is refused for ever, from the log, from a page file, from one it is rewritten to, and after a restart")
    void inTheLog() throws IOException {
        long position = owner.state().things().get(DAMAGED).position();
        disk.flip("wal-000001.mj", position % SteppedOwner.SEGMENT_BYTES + 60, 2);
        assertOnlyDamagedOneIsRefused("wal-000001.mj");

        carry();
        String first = pageFileOfStream();
        assertOnlyDamagedOneIsRefused(first);

        rewrite();
        String second = pageFileOfStream();
        assertFalse(disk.fileNames().contains(first), "it was rewritten");
        assertOnlyDamagedOneIsRefused(second);

        owner.close();
        owner = SteppedOwner.open(config);
        assertOnlyDamagedOneIsRefused(second);
    }

    @Test
    @DisplayName("is refused for ever when it was damaged in a page file that is rewritten")
    void inAPageFile() throws IOException {
        carry();
        String first = pageFileOfStream();
        disk.flip(first, indexed(first, 8) + 70, 5);
        assertOnlyDamagedOneIsRefused(first);

        rewrite();
        assertFalse(disk.fileNames().contains(first), "it was rewritten");
        assertOnlyDamagedOneIsRefused(pageFileOfStream());
    }

    @Test
    @DisplayName("does not stop the journal when the index says that it begins before the file")
    void inTheIndex() throws IOException {
        carry();
        String first = pageFileOfStream();
        disk.flip(first, entry(first) + 15, 7);
        assertTrue(indexed(first, 8) < 0);
        owner.close();
        owner = SteppedOwner.open(config);
        assertOnlyDamagedOneIsRefused(first);

        rewrite();
        assertFalse(disk.fileNames().contains(first), "it was rewritten");
        assertOnlyDamagedOneIsRefused(pageFileOfStream());
    }

    /** Makes the first segment one that has to go. */
    private void carry() {
        owner.checkpoint();
        fill();
        owner.checkpoint();
    }

    /** Leaves so little of the page file that it is rewritten. */
    private void rewrite() {
        Set<Integer> taken = new HashSet<>();
        owner.state().things().forEach((number, thing) -> {
            if (thing.stream() == STREAM && number != DAMAGED && number != DAMAGED + 1) {
                taken.add(number);
            }
        });
        owner.take(taken);
        owner.checkpoint();
        owner.put(2, 50);
        owner.checkpoint();
    }

    private void fill() {
        for (int i = 0; i < 16; i++) {
            owner.put(2, 100);
        }
    }

    private void assertOnlyDamagedOneIsRefused(String file) {
        Map<Integer, JournalException> unreadable = owner.readAll();
        assertEquals(Set.of(DAMAGED), unreadable.keySet());
        JournalException refusal = unreadable.get(DAMAGED);
        assertEquals(JournalException.Kind.CORRUPT, refusal.kind());
        assertTrue(
                String.valueOf(refusal.getMessage()).contains("damaged: " + file + " at offset "), refusal::getMessage);
        assertFalse(owner.journal().hasFailed());
    }

    /** The one that holds the record before the damaged one, or the one behind. */
    private String pageFileOfStream() {
        List<Long> positions = List.of(
                owner.state().things().get(DAMAGED).position(),
                owner.state().things().get(DAMAGED + 1).position());
        return disk.fileNames().stream()
                .filter(name -> name.startsWith("page-"))
                .filter(name -> {
                    ByteBuffer page = read(name);
                    return positions.contains(page.getLong((int) page.getLong(56)))
                            || positions.contains(page.getLong((int) page.getLong(56) + 16 * DAMAGED));
                })
                .findFirst()
                .orElseThrow();
    }

    private long indexed(String name, int field) {
        return read(name).getLong(entry(name) + field);
    }

    private int entry(String name) {
        return (int) read(name).getLong(56) + 16 * DAMAGED;
    }

    private ByteBuffer read(String name) {
        return ByteBuffer.wrap(disk.content(name)).order(ByteOrder.LITTLE_ENDIAN);
    }
}
