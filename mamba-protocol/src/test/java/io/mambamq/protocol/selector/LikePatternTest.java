// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.selector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LikePatternTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                // pattern, text, whether it matches
                "12%3,        123,       true",
                "12%3,        12993,     true",
                "12%3,        1234,      false",
                "l_se,        lose,      true",
                "l_se,        loose,     false",
                "l_se,        lse,       false",
                "abc,         abc,       true",
                "abc,         ABC,       false",
                "abc,         abcd,      false",
                "abc,         ab,        false",
                "%,           \"\",      true",
                "%,           anything,  true",
                "%%,          x,         true",
                "\"\",        \"\",      true",
                "\"\",        x,         false",
                "_,           \"\",      false",
                "_%_,         x,         false",
                "_%_,         xy,        true",
                "%_,          x,         true",
                "%a%b%,       xxaxxbxx,  true",
                "%a%b%,       xxbxxaxx,  false",
                "%ab,         aab,       true",
                "%aab,        aaaab,     true",
                "%issip%pi,   mississippi, true",
                "a.c,         abc,       false",
                "_,           \uD83D\uDE00, true",
                "__,          \uD83D\uDE00, false"
            })
    @DisplayName("M-37 _ is one character, % any number, all else itself")
    void matches(String pattern, String text, boolean expected) {
        assertEquals(expected, LikePattern.compile(pattern, -1).matches(text));
    }

    @ParameterizedTest
    @CsvSource({
        "\\_%,     _foo,   true",
        "\\_%,     bar,    false",
        "\\%\\_,   %_,     true",
        "a\\\\b,   a\\b,   true",
        "100\\%,   100%,   true",
        "100\\%,   1000,   false",
        "\\a,      a,      true"
    })
    @DisplayName("M-37 behind the escape character each stands for itself")
    void escapes(String pattern, String text, boolean expected) {
        assertEquals(expected, LikePattern.compile(pattern, '\\').matches(text));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    @DisplayName("Random patterns, also longer than a word, match what a naive matcher does")
    void agreesWithNaive(long seed) {
        Random random = new Random(seed);
        int matched = 0;
        for (int i = 0; i < 20_000; i++) {
            String pattern = random(random, "aab_%", i % 10 == 0 ? 150 : 8);
            String text = i % 2 == 0 ? filled(random, pattern) : random(random, "aab", 12);
            boolean expected = naive(pattern, text);

            assertEquals(expected, LikePattern.compile(pattern, -1).matches(text), pattern + " / " + text);
            matched += expected ? 1 : 0;
        }
        assertEquals(true, matched > 5000, "matched only " + matched);
    }

    private static String random(Random random, String alphabet, int lengthMax) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(lengthMax + 1); length > 0; length--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    /** A text that the pattern matches, but for a character now and then. */
    private static String filled(Random random, String pattern) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < pattern.length(); at++) {
            char c = pattern.charAt(at);
            if (c == '%') {
                text.append(random(random, "ab", 2));
            } else {
                text.append(c == '_' || random.nextInt(200) == 0 ? 'b' : c);
            }
        }
        return text.toString();
    }

    /** By the table of all prefixes of both. */
    private static boolean naive(String pattern, String text) {
        boolean[] before = new boolean[text.length() + 1];
        before[0] = true;
        for (int at = 0; at < pattern.length(); at++) {
            char c = pattern.charAt(at);
            boolean[] now = new boolean[text.length() + 1];
            now[0] = c == '%' && before[0];
            for (int i = 1; i <= text.length(); i++) {
                now[i] = c == '%' ? before[i] || now[i - 1] : before[i - 1] && (c == '_' || c == text.charAt(i - 1));
            }
            before = now;
        }
        return before[text.length()];
    }
}
