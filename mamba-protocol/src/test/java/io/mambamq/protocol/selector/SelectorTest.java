// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.selector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.protocol.message.MessageHeaders;
import io.mambamq.protocol.message.MessageId;
import io.mambamq.protocol.message.SampleMessages;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectorTest {
    private static final EncodedMessage MESSAGE = Messages.with(properties());

    private static Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("yes", true);
        properties.put("no", false);
        properties.put("nil", null);
        properties.put("aByte", (byte) 5);
        properties.put("aShort", (short) 5);
        properties.put("anInt", 5);
        properties.put("maxInt", Integer.MAX_VALUE);
        properties.put("aLong", 5L);
        properties.put("minLong", Long.MIN_VALUE);
        properties.put("aFloat", 0.1f);
        properties.put("aDouble", 2.5);
        properties.put("nan", Double.NaN);
        properties.put("name", "O'Hara");
        properties.put("two", "2");
        properties.put("größe$_1", 7);
        properties.put("JMSXGroupID", "g");
        properties.put("JMS_MAMBA_x", 1);
        properties.put("bytes", new byte[] {1});
        properties.put("size.in.stock", 3);
        return properties;
    }

    @Test
    @DisplayName("A name with dots stands in double quotes, beyond the specification")
    void quotedIdentifiers() {
        assertEquals(Truth.TRUE, Messages.truthOf("\"size.in.stock\" > 2 AND anInt = 5", MESSAGE));
        assertEquals(Truth.FALSE, Messages.truthOf("\"size.in.stock\"=2", MESSAGE));
        assertEquals(Truth.UNKNOWN, Messages.truthOf("\"size.in.shop\" = 2", MESSAGE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "anInt = 5              | TRUE",
                "aByte = aShort         | TRUE",
                "anInt = aLong          | TRUE",
                "anInt <> 5             | FALSE",
                "anInt < 5              | FALSE",
                "anInt <= 5             | TRUE",
                "anInt > 5              | FALSE",
                "anInt >= 5             | TRUE",
                "anInt > 4.9            | TRUE",
                "anInt < 5.1F           | TRUE",
                "anInt = 5.0            | TRUE",
                "5 = anInt              | TRUE",
                "aFloat = 0.1           | FALSE",
                "aFloat = 0.1F          | TRUE",
                "16777217 = 16777216F   | TRUE",
                "16777217 = 16777216D   | FALSE",
                "aDouble = 2.5          | TRUE",
                "aDouble > 2            | TRUE",
                "nan = nan              | FALSE",
                "nan <> nan             | TRUE",
                "nan < 1                | FALSE",
                "0.0 = -0.0             | TRUE",
                "nil = 1                | UNKNOWN",
                "absent < 1             | UNKNOWN",
                "absent = absent        | UNKNOWN",
                "absent <> 'x'          | UNKNOWN",
                "name = 'O''Hara'       | TRUE",
                "name <> 'O''Hara'      | FALSE",
                "name = 'o''hara'       | FALSE",
                "name < name            | FALSE",
                "yes = TRUE             | TRUE",
                "yes = no               | FALSE",
                "yes <> no              | TRUE",
                "yes > no               | FALSE",
                "absent = FALSE         | UNKNOWN"
            })
    @DisplayName("M-35 M-36 comparisons of like types, by their types and by null")
    void comparesLikeTypes(String selector, Truth expected) {
        assertEquals(expected, Messages.truthOf(selector, MESSAGE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "two > 1                | FALSE",
                "two = 2                | FALSE",
                "two <> 2               | FALSE",
                "two <> 3               | FALSE",
                "'2' > 1                | FALSE",
                "1 < '2'                | FALSE",
                "yes = 'true'           | FALSE",
                "yes <> 1               | FALSE",
                "name = TRUE            | FALSE",
                "bytes = bytes          | FALSE",
                "bytes IS NULL          | FALSE"
            })
    @DisplayName("M-36 unlike types compare false, and nothing is converted")
    void comparesUnlikeTypesFalse(String selector, Truth expected) {
        assertEquals(expected, Messages.truthOf(selector, MESSAGE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "anInt + 1 = 6                  | TRUE",
                "anInt - 1 = 4                  | TRUE",
                "2 + 3 * 4 = 14                 | TRUE",
                "(2 + 3) * 4 = 20               | TRUE",
                "10 - 3 - 2 = 5                 | TRUE",
                "100 / 10 / 2 = 5               | TRUE",
                "7 / 2 = 3                      | TRUE",
                "7 / 2.0 = 3.5                  | TRUE",
                "-7 / 2 = -3                    | TRUE",
                "-anInt = -5                    | TRUE",
                "+anInt = 5                     | TRUE",
                "- -anInt = 5                   | TRUE",
                "-aByte = -5                    | TRUE",
                "-aFloat < 0                    | TRUE",
                "-aDouble = -2.5                | TRUE",
                "-aLong + 5 = 0                 | TRUE",
                "3 - -2 = 5                     | TRUE",
                "maxInt + 1 = 2147483648        | TRUE",
                "maxInt + maxInt = -2           | TRUE",
                "aByte * aShort / aByte = 5     | TRUE",
                "aFloat + aFloat - aFloat = aFloat | TRUE",
                "aFloat * 10F / 10F = 0.1F      | TRUE",
                "minLong = -9223372036854775808 | TRUE",
                "minLong / -1 = minLong         | TRUE",
                "9223372036854775807 + 1 = minLong | TRUE",
                "anInt / 0 = 1                  | UNKNOWN",
                "anInt / 0.0 > 1                | UNKNOWN",
                "anInt / (aByte - 5) = 1        | UNKNOWN",
                "absent + 1 = 1                 | UNKNOWN",
                "1 * nil = 0                    | UNKNOWN",
                "-absent = 1                    | UNKNOWN",
                "name + 1 = 1                   | UNKNOWN",
                "-name = 1                      | UNKNOWN",
                "aDouble * 2 - 1 = 4            | TRUE"
            })
    @DisplayName("M-32 M-36 arithmetic binds and promotes as in Java; by zero or with null it is unknown")
    void calculates(String selector, Truth expected) {
        assertEquals(expected, Messages.truthOf(selector, MESSAGE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "57 = 57L               | TRUE",
                "0x1F = 31              | TRUE",
                "0X1fL = 31             | TRUE",
                "0xFFFFFFFFFFFFFFFF = -1 | TRUE",
                "-0x10 = -16            | TRUE",
                "017 = 15               | TRUE",
                "0b101 = 5              | TRUE",
                "1_000_000 = 1000000    | TRUE",
                "7E3 = 7000             | TRUE",
                "-57.9E2 = -5790        | TRUE",
                "7. = 7                 | TRUE",
                ".5 = 0.5               | TRUE",
                "+6.2 = 6.2             | TRUE",
                "5e-1d = 0.5            | TRUE",
                "5D = 5                 | TRUE",
                "0.1f = aFloat          | TRUE",
                "0x1.8p1 = 3            | TRUE",
                "0x1p-1F = 0.5          | TRUE",
                "08.5 = 8.5             | TRUE"
            })
    @DisplayName("M-33 numbers are written as in Java")
    void readsNumbers(String selector, Truth expected) {
        assertEquals(expected, Messages.truthOf(selector, MESSAGE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "anInt BETWEEN 5 AND 6          | TRUE",
                "anInt BETWEEN 4 AND 5          | TRUE",
                "anInt BETWEEN 6 AND 7          | FALSE",
                "anInt BETWEEN 6 AND 4          | FALSE",
                "anInt NOT BETWEEN 5 AND 6      | FALSE",
                "anInt NOT BETWEEN 6 AND 7      | TRUE",
                "absent BETWEEN 1 AND 2         | UNKNOWN",
                "absent NOT BETWEEN 1 AND 2     | UNKNOWN",
                "anInt BETWEEN absent AND 4     | FALSE",
                "anInt BETWEEN absent AND 5     | UNKNOWN",
                "anInt NOT BETWEEN absent AND 4 | TRUE",
                "two BETWEEN 1 AND 3            | FALSE",
                "two NOT BETWEEN 1 AND 3        | FALSE",
                "anInt + 1 BETWEEN 2 * 3 AND 6 AND yes | TRUE",
                "name IN ('a', 'O''Hara')       | TRUE",
                "name NOT IN ('a', 'O''Hara')   | FALSE",
                "name IN ('a')                  | FALSE",
                "name NOT IN ('a')              | TRUE",
                "name IN ('a', 'a')             | FALSE",
                "absent IN ('a')                | UNKNOWN",
                "absent NOT IN ('a')            | UNKNOWN",
                "anInt IN ('5')                 | FALSE",
                "anInt NOT IN ('5')             | TRUE",
                "anInt LIKE '5'                 | FALSE",
                "absent LIKE '%'                | UNKNOWN",
                "absent NOT LIKE '%'            | UNKNOWN",
                "name LIKE 'O%'                 | TRUE",
                "name NOT LIKE 'O%'             | FALSE",
                "nil IS NULL                    | TRUE",
                "absent IS NULL                 | TRUE",
                "absent IS NOT NULL             | FALSE",
                "name IS NULL                   | FALSE",
                "name IS NOT NULL               | TRUE"
            })
    @DisplayName("M-37 BETWEEN, IN, LIKE and IS NULL, and their contraries")
    void tests(String selector, Truth expected) {
        assertEquals(expected, Messages.truthOf(selector, MESSAGE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "TRUE                           | TRUE",
                "false                          | FALSE",
                "yes                            | TRUE",
                "NOT no                         | TRUE",
                "absent                         | UNKNOWN",
                "name                           | FALSE",
                "NOT NOT yes                    | TRUE",
                "no AND absent                  | FALSE",
                "yes AND absent                 | UNKNOWN",
                "yes OR absent                  | TRUE",
                "no OR absent                   | UNKNOWN",
                "yes OR yes AND no              | TRUE",
                "(yes OR yes) AND no            | FALSE",
                "NOT no AND no                  | FALSE",
                "NOT (no AND no)                | TRUE",
                "NOT anInt = 6                  | TRUE",
                "no OR no OR yes OR absent      | TRUE",
                "yes AND yes AND no AND absent  | FALSE",
                "((((anInt)))) = ((5))          | TRUE",
                "yEs                            | UNKNOWN",
                "aniNT = 5                      | UNKNOWN",
                "yes aNd nOt no oR fAlSe        | TRUE",
                "name iS nOt nUlL aNd anInt bEtWeEn 1 AnD 9 | TRUE",
                "größe$_1 = 7                   | TRUE",
                "ıs IS NULL                     | TRUE",
                "JMSXGroupID = 'g'              | TRUE",
                "JMSXUserID IS NULL             | TRUE",
                "JMS_MAMBA_x = 1                | TRUE",
                "JMSXDeliveryCount = 1          | TRUE"
            })
    @DisplayName("M-32 NOT binds before AND before OR; keywords in any case, identifiers in theirs")
    void combines(String selector, Truth expected) {
        assertEquals(expected, Messages.truthOf(selector, MESSAGE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "JMSDeliveryMode = 'NON_PERSISTENT'                 | JMSDeliveryMode = 'PERSISTENT'",
                "JMSPriority = 7                                    | JMSPriority < 7",
                "JMSTimestamp = 1700000000000                       | JMSTimestamp > 1700000000000",
                "JMSCorrelationID = 'c'                             | JMSCorrelationID IS NULL",
                "JMSType LIKE 'in_oice'                             | JMSType IN ('a', 'b')",
                "JMSMessageID = 'ID:00000000-0000-0001-0000-000000000002-3' | JMSMessageID IS NULL",
                "JMSXDeliveryCount = 4                              | JMSXDeliveryCount IS NULL"
            })
    @DisplayName("M-34 the six header fields and the delivery count are read from the message")
    void readsHeader(String holding, String failing) {
        MessageHeaders headers = Messages.headers()
                .persistent(false)
                .priority(7)
                .timestampMs(1_700_000_000_000L)
                .correlationId("c")
                .type("invoice")
                .replyTo(DestinationName.queue("answers"))
                .messageId(new MessageId(1, 2, 3));
        EncodedMessage message = Messages.with(headers, Map.of("JMSXDeliveryCount", "forged"));

        assertTrue(Selector.parse(holding).matches(message, 4));
        assertFalse(Selector.parse(failing).matches(message, 4));
    }

    @ParameterizedTest
    @CsvSource({"JMSMessageID", "JMSCorrelationID", "JMSType"})
    @DisplayName("M-34 header fields that a message does not have are null, also where the correlation id is bytes")
    void headerNulls(String field) {
        EncodedMessage bare = Messages.with(Map.of());
        EncodedMessage withBytes = Messages.with(Messages.headers().correlationIdBytes(new byte[] {1, 2}), Map.of());

        assertEquals(Truth.TRUE, Messages.truthOf(field + " IS NULL", bare));
        assertEquals(Truth.TRUE, Messages.truthOf(field + " IS NULL", withBytes));
    }

    @Test
    @DisplayName("The type is found behind a correlation id of bytes")
    void typeBehindBytes() {
        MessageHeaders headers =
                Messages.headers().correlationIdBytes(new byte[] {1, 2}).type("t");

        assertEquals(Truth.TRUE, Messages.truthOf("JMSType = 't'", Messages.with(headers, Map.of())));
    }

    @Test
    @DisplayName("A message is read where it lies, within a larger array")
    void readsInPlace() {
        byte[] bytes = SampleMessages.bytesOf(MESSAGE);
        ArraySink sink = new ArraySink(bytes.length + 20);
        sink.putBytes(new byte[13]);
        sink.putBytes(bytes);
        EncodedMessage inside = EncodedMessage.ofTrusted(sink.toByteArray(), 13, bytes.length);

        assertTrue(Selector.parse("anInt = 5 AND name LIKE '%Hara' AND JMSPriority = 4")
                .matches(inside, 1));
    }

    @Test
    @DisplayName("M-31 null, empty and white space select nothing in particular; the text is kept as given")
    void none() {
        assertTrue(Selector.isNone(null));
        assertTrue(Selector.isNone(""));
        assertTrue(Selector.isNone(" \t\f\r\n"));
        assertFalse(Selector.isNone(" x"));
        assertEquals(" a  = 1", Selector.parse(" a  = 1").text());
    }

    @Test
    @DisplayName("Two properties whose names have the same hash are told apart")
    void hashCollision() {
        // "Aa" and "BB" have the same 31-based hash.
        EncodedMessage message = Messages.with(Map.of("Aa", 1, "BB", 2));

        assertEquals(Truth.TRUE, Messages.truthOf("Aa = 1 AND BB = 2", message));
        assertEquals(Truth.TRUE, Messages.truthOf("BB IS NULL", Messages.with(Map.of("Aa", 1))));
    }
}
