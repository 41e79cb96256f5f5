// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.transaction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.bytes.ByteReader;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionIdTest {
    @Test
    @DisplayName("An id is equal to itself after the wire")
    void roundTrip() {
        for (TransactionId id : List.of(
                new TransactionId.Local(-1, 2, Long.MAX_VALUE),
                new TransactionId.Xa(Integer.MIN_VALUE, new byte[64], new byte[64]),
                new TransactionId.Xa(0, new byte[0], new byte[0]))) {
            ArraySink sink = new ArraySink(1);
            id.encode(sink);

            TransactionId read = TransactionId.decode(new ByteReader(sink.array(), 0, sink.position()));

            assertEquals(id, read);
            assertEquals(id.hashCode(), read.hashCode());
            assertEquals(id.toString(), read.toString());
        }
    }

    @Test
    @DisplayName("An XA id is its three parts, copied in and out")
    void xaParts() {
        byte[] global = {1, 2};
        byte[] branch = {3};
        TransactionId.Xa id = new TransactionId.Xa(7, global, branch);
        global[0] = 9;
        id.globalTransactionId()[0] = 9;
        id.branchQualifier()[0] = 9;

        assertEquals(7, id.formatId());
        assertArrayEquals(new byte[] {1, 2}, id.globalTransactionId());
        assertArrayEquals(new byte[] {3}, id.branchQualifier());
        assertEquals("xa:7:0102:03", id.toString());
        assertNotEquals(id, new TransactionId.Xa(8, new byte[] {1, 2}, branch));
        assertNotEquals(id, new TransactionId.Xa(7, new byte[] {1}, branch));
        assertNotEquals(id, new TransactionId.Xa(7, new byte[] {1, 2}, new byte[0]));
    }

    @Test
    @DisplayName("C-13: what an XA id is printed as reads as the same id, to the last of its bits")
    void readsWhatItPrints() {
        byte[] all = new byte[64];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (i * 4 - 128);
        }
        for (TransactionId.Xa id : List.of(
                new TransactionId.Xa(Integer.MIN_VALUE, all, all),
                new TransactionId.Xa(0x10000, new byte[] {0}, new byte[0]),
                new TransactionId.Xa(0, new byte[0], new byte[0]))) {
            assertEquals(id, TransactionId.Xa.parse(id.toString()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "xa",
                "1:02:03",
                "xb:1:02:03",
                "xa:1:02",
                "xa:1:02:03:04",
                "xa:one:02:03",
                "xa:1:0:03",
                "xa:1:02:0g"
            })
    @DisplayName("What is no xid is refused with the way one is written")
    void noXid(String text) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> TransactionId.Xa.parse(text));

        assertTrue(
                refusal.getMessage().contains("xa:<format id>:<global transaction id>:<branch qualifier>"),
                refusal::getMessage);
    }

    @Test
    @DisplayName("A part longer than XA's 64 bytes is the caller's mistake")
    void tooLong() {
        assertThrows(IllegalArgumentException.class, () -> new TransactionId.Xa(1, new byte[65], new byte[0]));
        assertThrows(IllegalArgumentException.class, () -> new TransactionId.Xa(1, new byte[0], new byte[65]));
    }
}
