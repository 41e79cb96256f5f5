// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.LittleEndian;
import io.mambamq.protocol.message.EncodedMessage;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bytes as a broken or hostile peer sends them: valid frames, damaged. They are a frame or a {@link ProtocolException}, never
 * anything else, and never cost more memory than their size explains. {@code -Dsim.seed=} replays one seed.
 */
class FrameFuzzTest {
    private static final int SEEDS = 200;
    private static final int DAMAGES_PER_FRAME = 10;

    /** Exceptions with their stack traces, classes and methods linked on first use; a length that lies asks for far more. */
    private static final long ALLOCATION_BASE_BYTES = 1 << 20;

    private static final long ALLOCATION_FACTOR = 64;

    private static final int[] TELLING_INTS = {
        0, 1, -1, 2, 8, 0x7F, 0x80, 0xFF, 0xFFFF, 0x10000, Integer.MAX_VALUE, Integer.MIN_VALUE
    };

    static LongStream seeds() {
        Long seed = Long.getLong("sim.seed");
        return seed == null ? LongStream.range(0, SEEDS) : LongStream.of(seed);
    }

    @ParameterizedTest(name = "-Dsim.seed={0}")
    @MethodSource("seeds")
    @DisplayName("Damaged frames are refused, or mean something")
    void damagedFrames(long seed) {
        Random random = new Random(seed);
        List<byte[]> originals =
                SampleFrames.all().map(SampleFrames::encodeContent).toList();
        for (byte[] original : originals) {
            for (int i = 0; i < DAMAGES_PER_FRAME; i++) {
                byte[] other = originals.get(random.nextInt(originals.size()));
                check(damage(original, other, random));
            }
        }
    }

    private static void check(byte[] content) {
        long before = allocatedBytes();
        try {
            Frame frame = SampleFrames.decodeContent(content);
            readEverything(frame);
            byte[] encoded = SampleFrames.encodeContent(frame);
            assertArrayEquals(encoded, SampleFrames.encodeContent(SampleFrames.decodeContent(encoded)));
        } catch (ProtocolException expected) {
            assertTrue(expected.getMessage().length() > 5, "a refusal says why");
        } catch (RuntimeException | Error e) {
            fail(HexFormat.of().formatHex(content), e);
        }
        long allocated = allocatedBytes() - before;
        assertTrue(
                allocated <= ALLOCATION_BASE_BYTES + ALLOCATION_FACTOR * content.length,
                () -> allocated + " bytes allocated for " + HexFormat.of().formatHex(content));
    }

    /** No accessor of a message that was let in may fail. */
    private static void readEverything(Frame frame) {
        EncodedMessage message = frame instanceof Send send
                ? send.message()
                : frame instanceof Deliver deliver ? deliver.message() : null;
        if (message != null) {
            message.bodyKind();
            message.destination();
            message.headers();
            message.properties();
            ByteReader body = message.body();
            body.skip(body.remaining());
        }
    }

    private static byte[] damage(byte[] original, byte[] other, Random random) {
        byte[] damaged = original.clone();
        int damages = 1 + random.nextInt(4);
        for (int i = 0; i < damages && damaged.length > 0; i++) {
            int at = random.nextInt(damaged.length);
            damaged = switch (random.nextInt(7)) {
                case 0 -> flipBit(damaged, at, random);
                case 1 -> replaceByte(damaged, at, random);
                case 2 -> replaceInt(damaged, at, random);
                case 3 -> Arrays.copyOf(damaged, at);
                case 4 -> Arrays.copyOf(damaged, damaged.length + 1 + random.nextInt(16));
                case 5 -> splice(damaged, at, other, random.nextInt(other.length + 1));
                default -> removeByte(damaged, at);
            };
        }
        return damaged;
    }

    private static byte[] flipBit(byte[] bytes, int at, Random random) {
        bytes[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        return bytes;
    }

    private static byte[] replaceByte(byte[] bytes, int at, Random random) {
        bytes[at] = (byte) random.nextInt();
        return bytes;
    }

    private static byte[] replaceInt(byte[] bytes, int at, Random random) {
        if (at + Integer.BYTES <= bytes.length) {
            LittleEndian.putInt(bytes, at, TELLING_INTS[random.nextInt(TELLING_INTS.length)]);
        }
        return bytes;
    }

    private static byte[] splice(byte[] bytes, int at, byte[] other, int from) {
        byte[] spliced = Arrays.copyOf(bytes, at + other.length - from);
        System.arraycopy(other, from, spliced, at, other.length - from);
        return spliced;
    }

    private static byte[] removeByte(byte[] bytes, int at) {
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - 1);
        System.arraycopy(bytes, at + 1, shorter, at, shorter.length - at);
        return shorter;
    }

    private static long allocatedBytes() {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
