// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.journal.checkpoint.CheckpointFile;
import io.mambamq.journal.sim.SimDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A journal whose newest checkpoint is damaged")
class CheckpointFallbackTest {

    private static final int BODY_OFFSET = 64 + 24;

    private final SimDisk disk = new SimDisk(1);
    private final JournalConfig config = SteppedOwner.smallest(disk).build();

    @Test
    @DisplayName(
            "loses nothing, since the one before and the log lead to the same state, and goes on like that for ever")
    void olderOneServes() throws IOException {
        for (int round = 0; round < 12; round++) {
            SteppedOwner owner = SteppedOwner.open(config);
            checkpointAndMore(owner);
            checkpointAndMore(owner);
            assertTrue(round == 0 || superblock(64) > 1, "the log does not reach back to its beginning any more");

            disk.flip(newest(), BODY_OFFSET, 0);
            disk.killProcess();

            SteppedOwner reopened = SteppedOwner.open(config);
            assertTrue(reopened.has(owner.state()), "round " + round);
            assertEquals(Map.of(), reopened.readAll(), "round " + round);
            disk.killProcess();
        }
    }

    @Test
    @DisplayName("is refused when the one before is damaged as well, with the file and what is wrong with it")
    void bothDamaged() throws IOException {
        SteppedOwner owner = SteppedOwner.open(config);
        for (int i = 0; i < 3; i++) {
            checkpointAndMore(owner);
        }
        disk.flip(newest(), BODY_OFFSET, 0);
        disk.flip(CheckpointFile.otherName(superblock(88)), 10, 0);
        disk.killProcess();

        JournalCorruptionException refusal =
                assertThrows(JournalCorruptionException.class, () -> SteppedOwner.open(config));

        assertEquals(newest(), refusal.report().file());
        assertTrue(refusal.report().found().contains(newest() + " at offset 64"), refusal.getMessage());
    }

    @Test
    @DisplayName("is refused when the log ends before what that one included, though not before the one before")
    void logTooShort() throws IOException {
        SteppedOwner owner = SteppedOwner.open(config);
        checkpointAndMore(owner);
        checkpointAndMore(owner);
        List<String> before = segments();
        while (segments().size() < before.size() + 2) {
            owner.put(1, 100);
        }
        owner.checkpoint();
        disk.flip(newest(), BODY_OFFSET, 0);
        segments().stream().filter(name -> !before.contains(name)).forEach(disk::remove);
        disk.killProcess();

        JournalCorruptionException refusal =
                assertThrows(JournalCorruptionException.class, () -> SteppedOwner.open(config));

        assertTrue(
                String.valueOf(refusal.report().proof()).contains("checkpoint " + superblock(88)),
                refusal.getMessage());
    }

    private static void checkpointAndMore(SteppedOwner owner) {
        for (int i = 0; i < 16; i++) {
            owner.put(1 + i % 2, 100 + 10 * i);
        }
        owner.take(owner.state().things().keySet().stream().skip(2).limit(13).toList());
        owner.checkpoint();
        owner.put(3, 200);
    }

    private List<String> segments() {
        return disk.fileNames().stream().filter(name -> name.startsWith("wal-")).toList();
    }

    private String newest() {
        return CheckpointFile.name(superblock(88));
    }

    /** A field of the newer copy. */
    private long superblock(int offset) {
        ByteBuffer copies = ByteBuffer.wrap(disk.content("super")).order(ByteOrder.LITTLE_ENDIAN);
        int newer = copies.getLong(40) > copies.getLong(4096 + 40) ? 0 : 4096;
        return copies.getLong(newer + offset);
    }
}
