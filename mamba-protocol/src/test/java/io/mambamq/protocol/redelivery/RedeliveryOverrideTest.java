// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.redelivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.bytes.ByteReader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RedeliveryOverrideTest {
    static Stream<RedeliveryOverride> samples() {
        return Stream.of(
                RedeliveryOverride.NONE,
                new RedeliveryOverride(0, null, null, null),
                new RedeliveryOverride(null, 5L, null, null),
                new RedeliveryOverride(null, null, 1.5, null),
                new RedeliveryOverride(null, null, null, 0L),
                new RedeliveryOverride(7, 5L, 3.0, 50L));
    }

    private static byte[] encode(RedeliveryOverride override) {
        ArraySink sink = new ArraySink(32);
        override.encode(sink);
        return sink.toByteArray();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isReadAsItWasWritten(RedeliveryOverride override) {
        byte[] bytes = encode(override);
        ByteReader reader = new ByteReader(bytes, 0, bytes.length);

        assertEquals(override, RedeliveryOverride.decode(reader));

        assertEquals(0, reader.remaining());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isRefusedWhenItIsCut(RedeliveryOverride override) {
        byte[] bytes = encode(override);
        for (int length = 0; length < bytes.length; length++) {
            ByteReader reader = new ByteReader(bytes, 0, length);
            assertThrows(ProtocolException.class, () -> RedeliveryOverride.decode(reader));
        }
    }

    @Test
    void unknownFlagsAndValuesThatCannotBeAreRefused() {
        byte[] flags = {1 << 4};
        byte[] attempts = {1, -1, -1, -1, -1};

        assertThrows(ProtocolException.class, () -> RedeliveryOverride.decode(new ByteReader(flags, 0, 1)));
        ProtocolException e =
                assertThrows(ProtocolException.class, () -> RedeliveryOverride.decode(new ByteReader(attempts, 0, 5)));
        assertTrue(e.getMessage().contains("maxDeliveryAttempts"), e.getMessage());
    }

    @Test
    void changesOnlyWhatItNames() {
        RedeliveryPolicy policy = RedeliveryPolicy.DEFAULT;

        assertSame(policy, RedeliveryOverride.NONE.applyTo(policy));
        assertEquals(
                new RedeliveryPolicy(3, 1_000, 2, 60_000), new RedeliveryOverride(3, null, null, null).applyTo(policy));
        assertEquals(new RedeliveryPolicy(3, 5, 7, 9), new RedeliveryOverride(3, 5L, 7.0, 9L).applyTo(policy));
    }

    @Test
    void aDelayThatDoesNotGoWithTheOtherOneMovesIt() {
        RedeliveryPolicy policy = RedeliveryPolicy.DEFAULT;

        assertEquals(
                new RedeliveryPolicy(10, 90_000, 2, 90_000),
                new RedeliveryOverride(null, 90_000L, null, null).applyTo(policy));
        assertEquals(
                new RedeliveryPolicy(10, 500, 2, 500), new RedeliveryOverride(null, null, null, 500L).applyTo(policy));
    }

    @Test
    void delaysThatContradictEachOtherAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new RedeliveryOverride(null, 10L, null, 9L));
    }
}
