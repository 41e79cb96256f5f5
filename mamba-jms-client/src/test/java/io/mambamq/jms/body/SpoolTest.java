// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.body;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A body that is kept in memory or in a file")
class SpoolTest {
    private static final int SEEDS = Integer.getInteger("sim.seeds", 100) / 5;
    private static final int READS = 200;

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @DisplayName("however it is written, and however it is read, with marks and resets, is what an array would be")
    void asAnArray(long seed) throws IOException {
        Random random = new Random(seed);
        Spool spool = new Spool();
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        int length = random.nextInt(3 * Spool.MEMORY_BYTES_MAX);
        while (expected.size() < length) {
            write(random, spool, expected);
        }
        assertEquals(expected.size(), spool.lengthBytes());

        InputStream actual = spool.open();
        InputStream reference = new ByteArrayInputStream(expected.toByteArray());
        for (int i = 0; i < READS; i++) {
            read(random, actual, reference);
        }
        assertArrayEquals(reference.readAllBytes(), actual.readAllBytes());
        assertEquals(-1, actual.read());
        assertArrayEquals(expected.toByteArray(), spool.open().readAllBytes());
    }

    private static void write(Random random, Spool spool, ByteArrayOutputStream expected) throws IOException {
        if (random.nextBoolean()) {
            int value = random.nextInt();
            spool.write(value);
            expected.write(value);
        } else {
            byte[] bytes = new byte[random.nextInt(random.nextInt(4) == 0 ? 300_000 : 3_000)];
            random.nextBytes(bytes);
            int offset = bytes.length / 3;
            spool.write(bytes, offset, bytes.length - offset);
            expected.write(bytes, offset, bytes.length - offset);
        }
    }

    private static void read(Random random, InputStream actual, InputStream reference) throws IOException {
        switch (random.nextInt(6)) {
            case 0 -> {
                actual.mark(0);
                reference.mark(0);
            }
            case 1 -> {
                actual.reset();
                reference.reset();
            }
            case 2 -> assertEquals(reference.read(), actual.read());
            default -> {
                int length = 1 + random.nextInt(random.nextInt(4) == 0 ? 200_000 : 2_000);
                byte[] bytes = new byte[length];
                byte[] expected = new byte[length];
                assertEquals(reference.read(expected), actual.read(bytes));
                assertArrayEquals(expected, bytes);
            }
        }
    }

    @Test
    @DisplayName("has no file as long as it is small")
    void small() throws IOException {
        Spool spool = new Spool();
        spool.write(new byte[Spool.MEMORY_BYTES_MAX]);
        assertTrue(spool.open() instanceof ByteArrayInputStream);
        spool.write(1);
        assertTrue(spool.open() instanceof SpoolInput);
    }

    @Test
    @DisplayName("is still there after a reader was interrupted")
    void interrupted() throws IOException {
        Spool spool = new Spool();
        spool.write(new byte[2 * Spool.MEMORY_BYTES_MAX]);
        Thread.currentThread().interrupt();
        try {
            spool.open().read();
        } finally {
            assertTrue(Thread.interrupted());
        }
        assertEquals(2 * Spool.MEMORY_BYTES_MAX, spool.open().readAllBytes().length);
    }

    @Test
    @DisplayName("is read by several at a time, each at its own place")
    void severalReaders() throws IOException {
        Spool spool = new Spool();
        byte[] bytes = new byte[2 * Spool.MEMORY_BYTES_MAX];
        new Random(1).nextBytes(bytes);
        spool.write(bytes);
        InputStream first = spool.open();
        first.skipNBytes(1_000_000);
        assertArrayEquals(bytes, spool.open().readAllBytes());
        assertEquals(bytes[1_000_000], (byte) first.read());
    }
}
