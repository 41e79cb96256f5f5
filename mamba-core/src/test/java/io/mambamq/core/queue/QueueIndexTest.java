// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.protocol.message.DestinationName;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class QueueIndexTest {
    private final QueueIndex index = new QueueIndex(1, DestinationName.queue("orders"), new QueueSnapshots());

    @Test
    void keepsWhatDeliveryNeedsToKnow() {
        long sequence = index.append(new StoredMessage(77, 1_000, 9, true, 5_000, 4_000));

        assertEquals(1, sequence);
        assertEquals(77, index.position(sequence));
        assertEquals(1_000, index.sizeBytes(sequence));
        assertEquals(9, index.priority(sequence));
        assertTrue(index.isPersistent(sequence));
        assertEquals(5_000, index.expirationMs(sequence));
        assertEquals(4_000, index.deliveryTimeMs(sequence));
        assertFalse(index.isRedelivered(sequence));
        assertFalse(index.isLocked(sequence));
    }

    @Test
    void aMessageWithoutRareFieldsHasNoneBesideOneThatHas() {
        index.append(new StoredMessage(1, 1, 4, true, 5_000, 4_000));
        long plain = index.append(message(2));

        assertEquals(0, index.expirationMs(plain));
        assertEquals(0, index.deliveryTimeMs(plain));
    }

    @Test
    void locksAndUnlocksOnlyTheOneMessage() {
        long first = index.append(message(1));
        long second = index.append(message(2));

        index.lock(first);

        assertTrue(index.isLocked(first) && index.isPresent(first));
        assertFalse(index.isLocked(second));
        assertEquals(4, index.priority(first));
        index.unlock(first);
        assertFalse(index.isLocked(first));
    }

    @Test
    void aRestartMarksWhatIsPersistentDropsTheRestAndLeavesWhatIsLocked() {
        long persistent = index.append(message(1));
        long dropped = index.append(new StoredMessage(2, 10, 4, false, 0, 0));
        long locked = index.append(new StoredMessage(3, 10, 4, false, 0, 0));
        index.lock(locked);
        List<Long> told = new ArrayList<>();

        index.outliveRestart(sequence -> {
            assertTrue(index.isPresent(sequence), "it is there to be taken out");
            told.add(sequence);
            index.remove(sequence);
        });

        assertEquals(List.of(dropped), told);
        assertFalse(index.isPresent(dropped));
        assertTrue(index.isRedelivered(persistent));
        assertTrue(index.isPresent(locked) && !index.isRedelivered(locked));
        assertEquals(2, index.messageCount());
    }

    @Test
    void whatIsNotThereIsADefectOfTheCaller() {
        long sequence = index.append(message(1));
        index.remove(sequence);

        assertFalse(index.isPresent(sequence));
        assertThrows(IllegalStateException.class, () -> index.remove(sequence));
        assertThrows(IllegalStateException.class, () -> index.lock(sequence));
        assertThrows(IllegalStateException.class, () -> index.position(100_000));
    }

    @Test
    void aMessageIsLockedOnce() {
        long sequence = index.append(message(1));
        index.lock(sequence);

        assertThrows(IllegalStateException.class, () -> index.lock(sequence));
    }

    @Test
    void anOldMessageStaysWhileMillionsPassByIt() {
        long old = index.append(message(1));
        for (int i = 0; i < 1_000_000; i++) {
            index.remove(index.append(message(i)));
        }

        assertEquals(1, index.messageCount());
        assertEquals(old, index.nextPresent(1));
        assertEquals(QueueIndex.NONE, index.nextPresent(old + 1));
        index.remove(old);
        assertEquals(QueueIndex.NONE, index.nextPresent(1));
    }

    @Test
    void agreesWithATreeMap() {
        Random random = new Random(5);
        TreeMap<Long, Long> model = new TreeMap<>();
        for (int step = 0; step < 100_000; step++) {
            if (model.isEmpty() || random.nextInt(100) < 51) {
                long sequence = index.append(message(step));
                model.put(sequence, (long) step);
            } else {
                long from = 1L + random.nextInt((int) index.nextSequence());
                Long next = model.ceilingKey(from);
                assertEquals(next == null ? QueueIndex.NONE : next, index.nextPresent(from));
                long gone = next == null ? model.firstKey() : next;
                assertEquals(model.remove(gone), index.position(gone));
                index.remove(gone);
            }
            assertEquals(model.size(), index.messageCount());
        }
    }

    private static StoredMessage message(long position) {
        return new StoredMessage(position, 10, 4, true, 0, 0);
    }
}
