// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.selector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntaxTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                // position | part of the message | selector
                "4  | an identifier, a literal or           | a =",
                "1  | an identifier, a literal or           | = 1",
                "1  | an identifier, a literal or           | AND a",
                "6  | an identifier, a literal or           | a AND",
                "5  | an identifier, a literal or           | a = ) AND b",
                "7  | AND, OR or the end is expected        | a = 1 b",
                "7  | AND, OR or the end is expected        | a = b = c",
                "6  | AND, OR or the end is expected        | a = 1)",
                "7  | for the \"(\" at position 1        | (a = 1",
                "4  | not \"b\"                          | (a b)",
                "5  | NULL is no value                      | a = NULL",
                "5  | has no closing '                      | a = 'abc",
                "5  | has no closing '                      | a = 'abc''",
                "3  | unequal is written <>                 | a != 1",
                "4  | an identifier, a literal or           | a == 1",
                "5  | single quotes                         | a = \"b\"",
                "2  | an identifier has no dots             | a.b = 1",
                "2  | an identifier has no dots             | a.\"b.c\" = 1",
                "5  | only names with dots in double ones   | NOT \"a\" = 1",
                "5  | only names with dots in double ones   | NOT \"a.b = 1",
                "5  | only names with dots in double ones   | a = \"b. c\"",
                "3  | cannot stand in a selector            | a # 1",
                "7  | cannot stand in a selector            | a = 1 ; b",
                "1  | no number                             | 1a = 1",
                "5  | no number                             | a = 09",
                "5  | no number                             | a = 0x",
                "5  | no number                             | a = 1_",
                "5  | no number                             | a = 1e",
                "5  | no number                             | a = 1.2.3",
                "5  | beyond the range of a Java long       | a = 9223372036854775808",
                "6  | beyond the range of a Java long       | a = -9223372036854775809",
                "5  | beyond the range of a Java long       | a = 0x10000000000000000",
                "5  | too large for a floating-point        | a = 1e400",
                "5  | too large for a floating-point        | a = 1e39f",
                "1  | a condition is expected               | 5",
                "1  | a condition is expected               | 'a'",
                "1  | a condition is expected               | a + 1",
                "7  | a condition is expected               | a AND 5 AND b",
                "5  | a condition is expected               | NOT -a",
                "1  | a value is expected                   | (a = 1) = TRUE",
                "5  | a value is expected                   | a = (b > 1)",
                "5  | a value is expected                   | 1 + (a AND b) > 1",
                "5  | a number is expected                  | 1 + 'a' = 1",
                "1  | a number is expected                  | TRUE * 2 = 1",
                "2  | a number is expected                  | -'a' = 1",
                "3  | compared by = and <> only             | a > 'x'",
                "5  | compared by = and <> only             | 'x' <= 'y'",
                "6  | compared by = and <> only             | TRUE < a",
                "1  | BETWEEN compares numbers              | 'b' BETWEEN 1 AND 2",
                "11 | BETWEEN compares numbers              | a BETWEEN 'a' AND 'b'",
                "12 | AND is expected between               | a BETWEEN 1, 2",
                "12 | AND is expected between               | a BETWEEN 1",
                "7  | BETWEEN, IN or LIKE is expected       | a NOT = 1",
                "6  | is expected behind IN          | a IN 'x'",
                "7  | a string in single quotes             | a IN ()",
                "7  | a string in single quotes             | a IN (1)",
                "11 | a string in single quotes             | a IN ('x',)",
                "11 | is expected in the list of IN         | a IN ('x' 'y')",
                "1  | an identifier is expected before IN   | 'a' IN ('a')",
                "1  | an identifier is expected before LIKE | 'a' LIKE 'a'",
                "1  | an identifier is expected before IS   | 5 IS NULL",
                "8  | the pattern of LIKE, not \"b\"      | a LIKE b",
                "19 | one character is expected             | a LIKE '%' ESCAPE ''",
                "19 | one character is expected             | a LIKE '%' ESCAPE '!!'",
                "19 | one character is expected             | a LIKE '%' ESCAPE 5",
                "8  | ends with its escape character        | a LIKE 'x!' ESCAPE '!'",
                "3  | ESCAPE is expected only behind        | a ESCAPE 'x'",
                "6  | NULL or NOT NULL is expected          | a IS 5",
                "10 | NULL is expected behind IS NOT        | a IS NOT TRUE",
                "1  | JMSExpiration is no field             | JMSExpiration > 1",
                "1  | JMSDestination is no field            | JMSDestination = 'q'",
                "1  | JMSpriority is no field               | JMSpriority = 4"
            })
    @DisplayName("M-31 a syntax error names its position and what was expected there")
    void namesThePosition(int position, String part, String selector) {
        MalformedSelectorException e = assertThrows(MalformedSelectorException.class, () -> Selector.parse(selector));

        String message = String.valueOf(e.getMessage());
        assertTrue(message.contains(part), message);
        assertTrue(message.contains("at position " + position + ":"), message);
        assertEquals(position, e.position());
    }

    @Test
    @DisplayName("M-31 an error shows the text around it, and no more of a long one")
    void showsTheText() {
        MalformedSelectorException brief =
                assertThrows(MalformedSelectorException.class, () -> Selector.parse("price > ) AND x = 1"));
        String longText = "aa = 1 AND ".repeat(100) + ") " + "AND bb = 1 ".repeat(100);
        MalformedSelectorException excerpt =
                assertThrows(MalformedSelectorException.class, () -> Selector.parse(longText));

        assertEquals(
                "the selector has an error at position 9: an identifier, a literal or \"(\" is expected, not \")\";"
                        + " in: price >  >>> ) AND x = 1",
                brief.getMessage());
        assertEquals(1101, excerpt.position());
        assertTrue(String.valueOf(excerpt.getMessage()).length() < 250, excerpt.getMessage());
    }

    @Test
    @DisplayName("Nothing but white space is no selector to parse")
    void whiteSpaceOnly() {
        MalformedSelectorException e = assertThrows(MalformedSelectorException.class, () -> Selector.parse("  "));

        assertEquals(3, e.position());
    }
}
