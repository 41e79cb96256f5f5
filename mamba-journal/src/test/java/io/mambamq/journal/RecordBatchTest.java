// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.journal.sim.SimDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A record batch")
class RecordBatchTest {

    private final SimDisk disk = new SimDisk(1);
    private SteppedJournal journal = open();
    private RecordBatch batch = journal.newBatch();

    @BeforeEach
    void fresh() {
        batch = journal.newBatch();
    }

    @Test
    @DisplayName("gathers a body from several ranges and leaves them as they are")
    void gathers() throws IOException {
        ByteBuffer first = ByteBuffer.wrap(new byte[] {1, 2, 3});
        ByteBuffer second = ByteBuffer.wrap(new byte[] {4, 5}).asReadOnlyBuffer();
        batch.add(9, 8, first, second);
        ByteBuffer open = batch.beginRecord(1, 2, 100);
        assertEquals(ByteOrder.LITTLE_ENDIAN, open.order());
        assertEquals(100, open.remaining());
        open.putInt(0x01020304);
        batch.endRecord();
        assertEquals(3, first.remaining());
        assertEquals(2, batch.count());
        assertEquals(48 + 48, batch.sizeBytes());

        assertNull(journal.appendNow(batch).await());
        disk.killProcess();
        Recorded recorded = new Recorded();
        SteppedJournal.open(SteppedJournal.smallConfig(disk).build(), recorded);
        assertEquals(
                ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5}),
                recorded.entries().get(0).body());
        assertEquals(
                ByteBuffer.wrap(new byte[] {4, 3, 2, 1}),
                recorded.entries().get(1).body());
    }

    @Test
    @DisplayName("belongs to the journal from the append to the completion, and can be used again after it")
    void ownership() {
        Texts.add(batch, "one");
        AppendOutcome outcome = new AppendOutcome();
        assertTrue(journal.append(batch, outcome));
        assertThrows(IllegalStateException.class, () -> Texts.add(batch, "two"));
        assertThrows(IllegalStateException.class, batch::clear);
        assertThrows(IllegalStateException.class, () -> batch.position(0));
        assertThrows(IllegalStateException.class, () -> journal.append(batch, outcome));
        journal.runUntilIdle();
        assertTrue(outcome.isDurable());
        long position = batch.position(0);

        batch.clear();
        assertEquals(0, batch.count());
        Texts.add(batch, "three");
        assertTrue(journal.appendNow(batch).isDurable());
        assertTrue(batch.position(0) > position);
    }

    @Test
    @DisplayName("tells its caller's mistakes")
    void mistakes() {
        assertThrows(IllegalArgumentException.class, () -> batch.beginRecord(256, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> batch.beginRecord(-1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> batch.beginRecord(0, 0, -1));
        assertThrows(IllegalArgumentException.class, () -> batch.beginRecord(0, 0, (64 << 10) + 1));
        assertThrows(IllegalStateException.class, batch::endRecord);
        batch.beginRecord(0, 0, 1);
        assertThrows(IllegalStateException.class, () -> batch.beginRecord(0, 0, 1));
        assertThrows(IllegalStateException.class, () -> journal.append(batch, new AppendOutcome()));
        batch.endRecord();
        assertThrows(IndexOutOfBoundsException.class, () -> batch.position(1));
        assertThrows(IllegalStateException.class, () -> batch.position(0), "not written yet");
        for (int i = 0; i < 3; i++) {
            batch.beginRecord(0, 0, 64 << 10).put(new byte[64 << 10]);
            batch.endRecord();
        }
        assertThrows(IllegalArgumentException.class, () -> batch.beginRecord(0, 0, 64 << 10), "the batch is full");
    }

    @Test
    @DisplayName("without records is confirmed like any other, in its turn")
    void empty() {
        assertTrue(journal.appendNow(batch).isDurable());
    }

    private SteppedJournal open() {
        try {
            return SteppedJournal.open(SteppedJournal.smallConfig(disk).build(), new Recorded());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
