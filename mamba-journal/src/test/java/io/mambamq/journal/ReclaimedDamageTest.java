// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.journal.DamagedJournal.Outcome;
import io.mambamq.journal.format.BatchHeader;
import io.mambamq.journal.format.PageFileHeader;
import io.mambamq.journal.format.RecordHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code -Ddamage.full=true} flips every bit of every byte; without it it is one bit of a byte, and not of every byte. */
@DisplayName("A journal with checkpoints and page files, and one bit flipped")
class ReclaimedDamageTest {

    private static final boolean FULL = Boolean.getBoolean("damage.full");
    private static final int BLOCK_BYTES = 512;
    private static final int DATA_OFFSET = 2 * BLOCK_BYTES;

    /** Behind these there are zeros in a copy of the superblock or of a segment's header. */
    private static final int USED_BYTES = 120;

    /** What must come of a flip. */
    @FunctionalInterface
    private interface Expected {
        void check(int offset, Outcome outcome, String where);
    }

    @SuppressWarnings("NullAway.Init") // before each test
    private DamagedJournal journal;

    @BeforeEach
    void write() throws IOException {
        journal = DamagedJournal.write();
    }

    @Test
    @DisplayName("does not mind it in one of the two copies of the superblock")
    void superblock() throws IOException {
        Expected asBefore = (offset, outcome, where) -> assertTrue(outcome.isAsBefore(), where);
        for (int copy = 0; copy < 2; copy++) {
            forEachFlip("super", copy * 4096, copy * 4096 + USED_BYTES, 1, asBefore);
            forEachFlip("super", copy * 4096 + USED_BYTES, copy * 4096 + 4096, 101, asBefore);
        }
    }

    @Test
    @DisplayName("does not mind it in one checkpoint: the other one and the log lead to the same state")
    void checkpoints() throws IOException {
        for (String name : journal.names("checkpoint-")) {
            int length = journal.content(name).length;
            forEachFlip(name, 0, length, 1, (offset, outcome, where) -> assertTrue(outcome.isAsBefore(), where));
        }
    }

    @Test
    @DisplayName("does not mind it in one of the two copies of a segment's header, nor behind the end of the log")
    void segmentHeaders() throws IOException {
        for (String name : journal.names("wal-")) {
            Expected asBefore = (offset, outcome, where) -> assertTrue(outcome.isAsBefore(), where);
            forEachFlip(name, 0, USED_BYTES, 1, asBefore);
            forEachFlip(name, USED_BYTES, BLOCK_BYTES + USED_BYTES, 7, asBefore);
            forEachFlip(name, BLOCK_BYTES + USED_BYTES, DATA_OFFSET, 61, asBefore);
            if (journal.isFree(name)) {
                forEachFlip(name, DATA_OFFSET, SteppedOwner.SEGMENT_BYTES, 61, asBefore);
            }
        }
    }

    @Test
    @DisplayName(
            "is refused where the log is replayed; before that, exactly the record that it is in cannot be read, but"
                    + " for the last batch header of each segment, without which the segment may be an old version of itself")
    void log() throws IOException {
        int replayed = 0;
        for (String name : journal.names("wal-")) {
            if (journal.isFree(name)) {
                continue;
            }
            if (journal.with(name, journal.flipped(name, DATA_OFFSET, 0)).isRefusedFor(name)) {
                replayed++;
                Expected refusal = (offset, outcome, where) -> assertTrue(outcome.isRefusedFor(name), where);
                forEachFlip(name, DATA_OFFSET, journal.endOffset(name), 5, refusal);
            } else {
                int last = journal.lastBatchOffset(name);
                Expected unreadable = unreadable(name, liveBytesOfLog(name));
                forEachFlip(name, DATA_OFFSET, journal.endOffset(name), 5, (offset, outcome, where) -> {
                    if (offset >= last && offset < last + BatchHeader.BYTES) {
                        assertTrue(outcome.isRefusedFor(name), where);
                    } else {
                        unreadable.check(offset, outcome, where);
                    }
                });
            }
        }
        assertTrue(replayed > 0 && replayed < 4, replayed + " segments are replayed");
    }

    @Test
    @DisplayName("is refused where it is in header or runs of a page file; else exactly that record cannot be read")
    void pageFiles() throws IOException {
        int records = 0;
        for (String name : journal.names("page-")) {
            byte[] content = journal.content(name);
            ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
            Map<Integer, Integer> liveBytes = liveBytesOfPages(bytes);
            records += liveBytes.size();
            int runsOffset = (int) (bytes.getLong(56) + bytes.getLong(48) * PageFileHeader.INDEX_ENTRY_BYTES);
            int indexCrcOffset = content.length - 8;
            Expected unreadable = unreadable(name, liveBytes);
            forEachFlip(name, 0, content.length, 2, (offset, outcome, where) -> {
                boolean inIndexCrc = offset >= indexCrcOffset && offset < indexCrcOffset + 4;
                if (offset < PageFileHeader.BYTES || (offset >= runsOffset && !inIndexCrc)) {
                    assertTrue(outcome.isRefusedFor(name), where);
                } else {
                    unreadable.check(offset, outcome, where);
                }
            });
        }
        assertTrue(records > 1000, records + " bytes of live records in page files");
    }

    /** In a live record: that one cannot be read. Elsewhere, in an index: all can be read, but for one at most. */
    private static Expected unreadable(String name, Map<Integer, Integer> liveBytes) {
        return (offset, outcome, where) -> {
            Integer number = liveBytes.get(offset);
            if (number != null) {
                assertTrue(outcome.isUnreadable(number, name), where);
            } else if (!outcome.isAsBefore()) {
                assertEquals(1, outcome.unreadable().size(), where);
                int one = outcome.unreadable().keySet().iterator().next();
                assertTrue(outcome.isUnreadable(one, name), where);
            }
        };
    }

    /** Which live record a byte belongs to. */
    private Map<Integer, Integer> liveBytesOfLog(String name) {
        ByteBuffer bytes = ByteBuffer.wrap(journal.content(name)).order(ByteOrder.LITTLE_ENDIAN);
        long base = bytes.getLong(64);
        Map<Integer, Integer> numbers = new HashMap<>();
        journal.expected().things().forEach((number, thing) -> {
            long offset = thing.position() - base;
            if (offset >= 0 && offset < SteppedOwner.SEGMENT_BYTES) {
                addRecord(numbers, bytes, (int) offset, number);
            }
        });
        assertFalse(numbers.isEmpty(), name + " of segment " + bytes.getLong(48) + " of " + bytes.getLong(72));
        return numbers;
    }

    private Map<Integer, Integer> liveBytesOfPages(ByteBuffer bytes) {
        Map<Long, Integer> byPosition = new HashMap<>();
        journal.expected().things().forEach((number, thing) -> byPosition.put(thing.position(), number));
        Map<Integer, Integer> numbers = new HashMap<>();
        for (int i = 0; i < bytes.getLong(48); i++) {
            int entry = (int) bytes.getLong(56) + i * PageFileHeader.INDEX_ENTRY_BYTES;
            Integer number = byPosition.get(bytes.getLong(entry));
            if (number != null) {
                addRecord(numbers, bytes, (int) bytes.getLong(entry + Long.BYTES), number);
            }
        }
        return numbers;
    }

    private static void addRecord(Map<Integer, Integer> numbers, ByteBuffer bytes, int offset, int number) {
        int end = offset + RecordHeader.BYTES + RecordHeader.bodyBytes(bytes, offset);
        for (int at = offset; at < end; at++) {
            numbers.put(at, number);
        }
    }

    private void forEachFlip(String name, int from, int to, int step, Expected expected) throws IOException {
        for (int offset = from; offset < to; offset += FULL ? 1 : step) {
            int oneBit = (offset + offset / 8) % 8;
            for (int bit = FULL ? 0 : oneBit; bit <= (FULL ? 7 : oneBit); bit++) {
                Outcome outcome = journal.with(name, journal.flipped(name, offset, bit));
                expected.check(offset, outcome, "bit " + bit + " of byte " + offset + " of " + name + ": " + outcome);
            }
        }
    }
}
