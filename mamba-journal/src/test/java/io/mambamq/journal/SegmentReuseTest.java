// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.journal.format.Superblock;
import io.mambamq.journal.format.SuperblockCodec;
import io.mambamq.journal.sim.SimDisk;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A segment file that holds valid batches of an earlier use")
class SegmentReuseTest {

    private static final int RECORD_BYTES = 400;

    private final SimDisk disk = new SimDisk(5);

    @Test
    @DisplayName("never gives them back as records of the new use, wherever that ends")
    void oldBatchesAreNoRecords() throws Exception {
        for (int newRecords = 0; newRecords < 12; newRecords++) {
            SimDisk reused = diskWithReusableSegments();
            List<String> files = reused.fileNames();
            SteppedJournal journal = SteppedJournal.open(config(reused), new Recorded());
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < newRecords; i++) {
                String text = Texts.sized(1000 + i, RECORD_BYTES);
                assertTrue(journal.appendNow(Texts.batch(journal, text)).isDurable());
                expected.add(text);
            }
            reused.losePower();

            Recorded recorded = new Recorded();
            SteppedJournal.open(config(reused), recorded);
            assertEquals(files, reused.fileNames(), "no file was added");
            assertEquals(expected, newer(recorded), newRecords + " records in the reused segment");
        }
    }

    @Test
    @DisplayName("takes a crash while its new header is written for the old use or the new one, never for damage")
    void crashWhileReusing() throws Exception {
        for (int operation = 1; operation < 12; operation++) {
            SimDisk reused = diskWithReusableSegments();
            SteppedJournal journal = SteppedJournal.open(config(reused), new Recorded());
            reused.faults().crashAtOperation(operation);
            boolean first = journal.appendNow(Texts.batch(journal, Texts.sized(2000, RECORD_BYTES)))
                    .isDurable();
            boolean confirmed = first && !reused.faults().isCrashed();
            reused.losePower();

            Recorded recorded = new Recorded();
            SteppedJournal.open(config(reused), recorded);
            assertTrue(newer(recorded).size() >= (confirmed ? 1 : 0));
        }
    }

    private List<String> newer(Recorded recorded) {
        return recorded.texts().stream()
                .filter(text -> text.charAt(0) > '0' && text.indexOf('-') == 4)
                .toList();
    }

    /** Three segments full of batches, of which the superblock says that the first two are no longer needed. */
    private SimDisk diskWithReusableSegments() throws Exception {
        SimDisk used = new SimDisk(disk.hashCode());
        SteppedJournal journal = SteppedJournal.open(config(used), new Recorded());
        for (int i = 0; i < 75; i++) {
            assertTrue(journal.appendNow(Texts.batch(journal, Texts.sized(i, RECORD_BYTES)))
                    .isDurable());
        }
        assertTrue(journal.parts().counters().snapshot(0).segmentSwitches() >= 2);
        journal.close();
        ByteBuffer file = ByteBuffer.wrap(used.content("super"));
        Superblock newest = newest(file);
        Superblock reclaimed = new Superblock(
                newest.journalId(),
                newest.blockBytes(),
                newest.segmentBytes(),
                newest.generation() + 1,
                newest.epoch(),
                0,
                3,
                true,
                newest.cleanEndSeq(),
                0,
                newest.backEnd());
        int copyOffset = (int) (reclaimed.generation() % 2) * Superblock.COPY_BYTES;
        ByteBuffer block = file.slice(copyOffset, Superblock.COPY_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        SuperblockCodec.encode(reclaimed, block);
        byte[] content = new byte[file.capacity()];
        file.get(0, content);
        used.put("super", content);
        assertFalse(used.fileNames().isEmpty());
        return used;
    }

    private static Superblock newest(ByteBuffer file) throws Exception {
        Superblock first = SuperblockCodec.decode(file.slice(0, Superblock.COPY_BYTES));
        Superblock second = SuperblockCodec.decode(file.slice(Superblock.COPY_BYTES, Superblock.COPY_BYTES));
        if (first == null || second == null) {
            throw new AssertionError("both copies are whole");
        }
        return first.generation() > second.generation() ? first : second;
    }

    private static JournalConfig config(SimDisk disk) {
        return SteppedJournal.smallConfig(disk).readySegmentsMin(1).build();
    }
}
