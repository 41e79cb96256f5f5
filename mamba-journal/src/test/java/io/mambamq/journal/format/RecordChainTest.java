// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The checksum that runs through all batches")
class RecordChainTest {

    private static final int PREVIOUS = 0x12345678;

    private final Random random = new Random(4711);
    private final RecordChain chain = new RecordChain();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 254, 255, 256, 257, 511, 512, 1000})
    @DisplayName("is the same whether a batch adds its records one by one or all at once")
    void oneByOneOrAtOnce(int records) {
        byte[] crcs = new byte[records * Integer.BYTES];
        random.nextBytes(crcs);

        chain.begin(PREVIOUS);
        chain.add(crcs, 0, crcs.length);
        int atOnce = chain.value();
        addOneByOne(crcs);

        assertEquals(atOnce, chain.value());
        assertEquals(atOnce, chain.value(), "asked again");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 255, 256, 257, 600})
    @DisplayName("depends on the batch before and on each record")
    void dependsOnAll(int records) {
        byte[] crcs = new byte[records * Integer.BYTES];
        random.nextBytes(crcs);
        addOneByOne(crcs);
        int value = chain.value();

        crcs[random.nextInt(crcs.length)] ^= 1;
        addOneByOne(crcs);
        assertNotEquals(value, chain.value());
    }

    private void addOneByOne(byte[] crcs) {
        ByteBuffer each = ByteBuffer.wrap(crcs).order(ByteOrder.LITTLE_ENDIAN);
        chain.begin(PREVIOUS);
        while (each.hasRemaining()) {
            chain.add(each.getInt());
        }
    }
}
