// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.journal.agent.MpscQueue.Offer;
import io.mambamq.journal.read.ReaderTask;
import io.mambamq.journal.sim.SimDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Reading by position")
class ReadTest {

    /** What a read ended with. */
    private static final class ReadOutcome implements ReadCompletion {

        private @Nullable String text;
        private JournalException.@Nullable Kind failure;

        @Override
        public void body(long position, byte[] body) {
            text = new String(body, StandardCharsets.UTF_8);
        }

        @Override
        public void failed(long position, JournalException cause) {
            failure = cause.kind();
        }
    }

    private final SimDisk disk = new SimDisk(9);
    private final List<Long> positions = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private SteppedJournal journal = open();

    @BeforeEach
    void writeSomeSegments() throws IOException {
        int[] lengths = {0, 1, 100, 3000, 4000, 4096, 5000, 20_000, 60_000, 7};
        for (int i = 0; i < lengths.length; i++) {
            String text = Texts.sized(i, lengths[i]);
            RecordBatch batch = Texts.batch(journal, text);
            assertNull(journal.appendNow(batch).await());
            positions.add(batch.position(0));
            texts.add(text);
        }
    }

    @Test
    @DisplayName("gives back any record, fragmented over segments or not, in this run and after a restart")
    void everyRecord() {
        assertTrue(journal.parts().counters().snapshot(0).segmentSwitches() > 3);
        for (int run = 0; run < 2; run++) {
            for (int i = 0; i < positions.size(); i++) {
                assertEquals(texts.get(i), read(positions.get(i)).text);
            }
            disk.losePower();
            journal = open();
        }
    }

    @Test
    @DisplayName("fails a damaged record alone: the journal stays open, others are read")
    void damagedRecord() {
        long position = positions.get(7);
        int segment = (int) (position / (16 << 10));
        disk.flip("wal-%06d.mj".formatted(segment), position % (16 << 10) + 90, 3);

        assertEquals(JournalException.Kind.CORRUPT, read(position).failure);

        assertEquals(texts.get(6), read(positions.get(6)).text);
        assertFalse(journal.hasFailed());
    }

    @Test
    @DisplayName("fails a position that is no record of this journal")
    void noSuchRecord() {
        long durable = journal.parts().log().durablePosition();
        for (long position : new long[] {-1, 0, 5, durable, durable + 100, Long.MAX_VALUE}) {
            assertEquals(JournalException.Kind.NO_SUCH_RECORD, read(position).failure, "position " + position);
        }
    }

    @Test
    @DisplayName("turns reads away when too many are pending, and after close")
    void bounded() {
        ReaderTask request = new ReaderTask.Read(1, positions.get(0), Runnable::run, new ReadOutcome());
        Offer offer = Offer.ACCEPTED;
        int accepted = 0;
        while (offer == Offer.ACCEPTED) {
            offer = journal.parts().reads().offer(request);
            accepted++;
        }
        assertEquals(Offer.FULL, offer);
        assertTrue(accepted <= 1025);
        journal.close();
        assertEquals(Offer.CLOSED, journal.parts().reads().offer(request));
    }

    private ReadOutcome read(long position) {
        ReadOutcome outcome = new ReadOutcome();
        journal.parts().reads().offer(new ReaderTask.Read(1, position, Runnable::run, outcome));
        journal.parts().reader().doWork();
        return outcome;
    }

    private SteppedJournal open() {
        try {
            return SteppedJournal.open(SteppedJournal.smallConfig(disk).build(), new Recorded());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
