// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A journal on the real file system")
class JournalTest {

    private Path directory = Path.of("unset");

    @BeforeEach
    void directory(@TempDir Path temporary) {
        directory = temporary.resolve("journal");
    }

    @Test
    @DisplayName("gives back after a restart what it confirmed, in order, with type, stream and position")
    void replays() throws Exception {
        List<Long> positions = new ArrayList<>();
        try (Journal journal = Journal.open(config().build(), new Recorded())) {
            RecordBatch batch = journal.newBatch();
            for (int i = 0; i < 10; i++) {
                batch.clear();
                add(batch, 7, i, "a" + i);
                add(batch, 255, -i, "b" + i);
                append(journal, batch);
                positions.add(batch.position(0));
                positions.add(batch.position(1));
            }
        }

        Recorded recorded = new Recorded();
        Journal.open(config().build(), recorded).close();

        assertEquals(20, recorded.entries().size());
        for (int i = 0; i < 10; i++) {
            Recorded.Entry a = recorded.entries().get(2 * i);
            Recorded.Entry b = recorded.entries().get(2 * i + 1);
            assertEquals("a" + i, a.text());
            assertEquals("b" + i, b.text());
            assertEquals(List.of(7, i, 255, -i), List.of(a.userType(), a.stream(), b.userType(), b.stream()));
            assertEquals(positions.get(2 * i), a.position());
            assertEquals(positions.get(2 * i + 1), b.position());
        }
        assertEquals(positions.stream().sorted().toList(), positions);
    }

    @Test
    @DisplayName("keeps everything through many restarts, with appends or without")
    void manyRestarts() throws Exception {
        List<String> expected = new ArrayList<>();
        for (int run = 0; run < 30; run++) {
            Recorded recorded = new Recorded();
            try (Journal journal = Journal.open(config().build(), recorded)) {
                assertEquals(expected, recorded.texts());
                for (int i = 0; i < run % 3; i++) {
                    String text = run + "." + i;
                    RecordBatch batch = journal.newBatch();
                    add(batch, 1, 1, text);
                    append(journal, batch);
                    expected.add(text);
                }
            }
        }
    }

    @Test
    @DisplayName("hands over each record whole, whatever was done to the buffer of the one before")
    void buffersOfReplay() throws Exception {
        List<String> expected = new ArrayList<>();
        try (Journal journal = Journal.open(config().build(), new Recorded())) {
            RecordBatch batch = journal.newBatch();
            for (int i = 0; i < 12; i++) {
                expected.add("x".repeat(i) + i);
                add(batch, 1, 1, expected.get(i));
            }
            append(journal, batch);
        }

        List<String> found = new ArrayList<>();
        ReplayHandler unruly = (position, userType, stream, body) -> {
            assertTrue(body.isReadOnly());
            assertEquals(ByteOrder.LITTLE_ENDIAN, body.order());
            found.add(StandardCharsets.UTF_8.decode(body).toString());
            switch (found.size() % 3) {
                case 0 -> body.clear().order(ByteOrder.BIG_ENDIAN);
                case 1 -> body.position(0).limit(0);
                default -> body.position(body.limit() - 1);
            }
        };
        Journal.open(config().build(), unruly).close();
        assertEquals(expected, found);
    }

    @Test
    @DisplayName("takes records of 16 MiB, replays them and reads them by position")
    void largeRecords() throws Exception {
        JournalConfig config = JournalConfig.builder(directory).build();
        byte[] large = new byte[16 << 20];
        new Random(1).nextBytes(large);
        long position;
        try (Journal journal = Journal.open(config, new Recorded())) {
            RecordBatch batch = journal.newBatch();
            add(batch, 1, 1, "before");
            batch.add(2, 2, large, 0, large.length);
            add(batch, 1, 1, "after");
            append(journal, batch);
            position = batch.position(1);
            assertArrayEquals(large, read(journal, position));
            assertEquals("after", new String(read(journal, batch.position(2)), StandardCharsets.UTF_8));
            batch.clear();
            assertThrows(IllegalArgumentException.class, () -> batch.beginRecord(1, 1, (16 << 20) + 1));
        }
        Recorded recorded = new Recorded();
        try (Journal journal = Journal.open(config, recorded)) {
            assertEquals(3, recorded.entries().size());
            assertEquals(ByteBuffer.wrap(large), recorded.entries().get(1).body());
            assertEquals(position, recorded.entries().get(1).position());
            assertArrayEquals(large, read(journal, position));
        }
    }

    @Test
    @DisplayName("fails what comes after close, and closing twice is harmless")
    void closed() throws Exception {
        Journal journal = Journal.open(config().build(), new Recorded());
        RecordBatch batch = journal.newBatch();
        add(batch, 1, 1, "late");
        journal.close();
        journal.close();

        AppendOutcome outcome = new AppendOutcome();
        assertTrue(journal.tryAppend(batch, Runnable::run, outcome));

        JournalException cause = outcome.await();
        assertEquals(JournalException.Kind.CLOSED, cause == null ? null : cause.kind());
        assertEquals(JournalState.CLOSED, journal.state());
    }

    private JournalConfig.Builder config() {
        return JournalConfig.builder(directory).segmentBytes(256 << 10).stagingBytes(16 << 10);
    }

    private static void add(RecordBatch batch, int userType, int stream, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        batch.add(userType, stream, body, 0, body.length);
    }

    private static void append(Journal journal, RecordBatch batch) throws InterruptedException {
        AppendOutcome outcome = new AppendOutcome();
        journal.append(batch, Runnable::run, outcome);
        assertNull(outcome.await());
    }

    private static byte[] read(Journal journal, long position) throws Exception {
        CompletableFuture<byte[]> result = new CompletableFuture<>();
        assertTrue(journal.tryRead(1, position, Runnable::run, new ReadCompletion() {
            @Override
            public void body(long at, byte[] body) {
                result.complete(body);
            }

            @Override
            public void failed(long at, JournalException cause) {
                result.completeExceptionally(cause);
            }
        }));
        return result.get(60, TimeUnit.SECONDS);
    }
}
