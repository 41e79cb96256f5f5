// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.resume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.bytes.ArraySink;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetainedOutputTest {
    private static final int CHUNK = RetainedOutput.CHUNK_BYTES;
    private static final int CHUNKS_MAX = 4;

    private final RetainedOutput output = new RetainedOutput(CHUNKS_MAX * CHUNK);
    private final ArraySink everything = new ArraySink(16);
    private final Random random = new Random(1);

    @Test
    @DisplayName("What was written is retained from where the other side has received it")
    void retained() {
        write(10);
        write(2 * CHUNK);

        assertTrue(output.resumeFrom(10));

        assertRetained(10, 10 + 2 * CHUNK);
    }

    @Test
    @DisplayName(
            "Only what was written behind a position of the sink is retained: before it are frames of earlier times")
    void behindAPosition() {
        ArraySink sink = new ArraySink(16);
        sink.putBytes(new byte[] {1, 2, 3, 4, 5});

        output.append(sink, 3);

        ArraySink copy = new ArraySink(16);
        assertEquals(2, output.copyChunk(0, copy));
        assertArrayEquals(new byte[] {4, 5}, copy.toByteArray());
    }

    @Test
    @DisplayName("What the other side has received is forgotten")
    void acknowledged() {
        write(3 * CHUNK);

        output.acknowledge(CHUNK + 7);

        assertRetained(CHUNK + 7, 3 * CHUNK);
        assertFalse(output.resumeFrom(CHUNK + 6));
    }

    @Test
    @DisplayName("Beyond the limit the oldest is forgotten, and a client that needs it cannot go on")
    void overflow() {
        write(CHUNKS_MAX * CHUNK);
        assertEquals(0, output.start());

        write(1);

        assertEquals(CHUNK, output.start());
        assertFalse(output.resumeFrom(CHUNK - 1));
        assertTrue(output.resumeFrom(CHUNK));
        assertRetained(CHUNK, CHUNKS_MAX * CHUNK + 1);
    }

    @Test
    @DisplayName("Of a frame that is longer than the limit the end is retained")
    void longFrame() {
        write(10 * CHUNK + 5);

        assertRetained(output.start(), 10 * CHUNK + 5);
        assertEquals(7 * CHUNK, output.start());
    }

    @Test
    @DisplayName("What was forgotten for want of space may still be acknowledged")
    void acknowledgedAfterOverflow() {
        write(6 * CHUNK);
        long start = output.start();

        output.acknowledge(1);

        assertRetained(start, 6 * CHUNK);
    }

    @Test
    @DisplayName("Whoever has received all goes on with nothing")
    void allReceived() {
        write(CHUNK);

        assertTrue(output.resumeFrom(CHUNK));

        write(3);
        assertRetained(CHUNK, CHUNK + 3);
    }

    @Test
    @DisplayName("An acknowledgement that was on its way when the transport was lost is late, not wrong")
    void lateAcknowledgement() {
        write(100);
        output.acknowledge(10);
        assertTrue(output.resumeFrom(50));

        output.acknowledge(20);

        assertRetained(50, 100);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 4, 101, Long.MAX_VALUE})
    @DisplayName("Who acknowledges less than before, or what was never sent, breaks the protocol")
    void wrongAcknowledgement(long upTo) {
        write(100);
        output.acknowledge(5);

        ProtocolException refusal = assertThrows(ProtocolException.class, () -> output.acknowledge(upTo));

        assertEquals(ErrorCode.PROTOCOL_ERROR, refusal.code());
        assertRetained(5, 100);
    }

    @Test
    @DisplayName("Who comes back with more than was sent breaks the protocol")
    void wrongResumption() {
        write(100);

        assertThrows(ProtocolException.class, () -> output.resumeFrom(101));
    }

    @Test
    @DisplayName("Only what is retained can be copied")
    void copyOutside() {
        write(100);
        output.acknowledge(5);

        assertThrows(IllegalArgumentException.class, () -> output.copyChunk(4, new ArraySink(1)));
        assertThrows(IllegalArgumentException.class, () -> output.copyChunk(100, new ArraySink(1)));
    }

    @Test
    @DisplayName("Whatever is written and acknowledged in whatever portions, what is retained is what was written")
    void portions() {
        for (int round = 0; round < 2_000; round++) {
            write(random.nextInt(CHUNK));
            if (random.nextInt(3) == 0) {
                output.acknowledge(output.start() + random.nextInt((int) (output.end() - output.start()) + 1));
            }
            assertTrue(output.end() - output.start() <= CHUNKS_MAX * CHUNK);
            assertRetained(output.start(), output.end());
        }
    }

    /** Appends a frame of so many bytes. */
    private void write(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        int from = everything.position();
        everything.putBytes(bytes);
        output.append(everything, from);
    }

    private void assertRetained(long start, long end) {
        assertEquals(start, output.start());
        assertEquals(end, output.end());
        ArraySink copy = new ArraySink(16);
        for (long position = start; position < end; ) {
            position = output.copyChunk(position, copy);
        }
        assertArrayEquals(Arrays.copyOfRange(everything.array(), (int) start, (int) end), copy.toByteArray());
    }
}
