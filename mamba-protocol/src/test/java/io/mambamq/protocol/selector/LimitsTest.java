// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.selector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.protocol.message.EncodedMessage;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {
    private static final EncodedMessage MESSAGE = Messages.with(Map.of("a", 1, "t", "x".repeat(100_000)));

    @Test
    @DisplayName("A text as long as allowed is parsed, one character more is refused")
    void length() {
        String fitting = "a = 1" + " ".repeat(Selector.LENGTH_MAX - 5);

        assertTrue(Selector.parse(fitting).matches(MESSAGE, 1));
        assertRefused(fitting + " ", Selector.LENGTH_MAX + 1, "at most 8192 characters, this one has 8193");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "NOT ", "-", "+", "(-", "(NOT "})
    @DisplayName("Nesting beyond the limit is refused where it begins, however it goes on")
    void nesting(String opening) {
        String text = opening.repeat(Selector.LENGTH_MAX / opening.length());

        MalformedSelectorException e = assertThrows(MalformedSelectorException.class, () -> Selector.parse(text));

        assertTrue(String.valueOf(e.getMessage()).contains("at most 100 deep"), e.getMessage());
    }

    @Test
    @DisplayName("Nesting as deep as allowed is parsed and evaluated")
    void nestingAtTheLimit() {
        int max = Selector.NESTING_MAX;

        assertTrue(Selector.parse("(".repeat(max) + "a = 1" + ")".repeat(max)).matches(MESSAGE, 1));
        assertTrue(Selector.parse("NOT ".repeat(max) + "a = 1").matches(MESSAGE, 1));
        assertRefused("(".repeat(max + 1) + "a = 1" + ")".repeat(max + 1), max + 1, "at most 100 deep");
    }

    @Test
    @DisplayName("Parentheses beside each other are not nested")
    void besideEachOther() {
        assertTrue(Selector.parse("(a = 1)" + " AND (a = 1)".repeat(400)).matches(MESSAGE, 1));
    }

    @Test
    @DisplayName("The longest chains that are allowed are evaluated; longer ones are refused")
    void nodes() {
        String sum = "1" + "+1".repeat(1022);

        assertTrue(Selector.parse("0 <> " + "1" + "+1".repeat(1022)).matches(MESSAGE, 1));
        assertRefused("0 <> " + sum + "+1+1", -1, "at most 2048 literals, identifiers and operators");
        assertRefused("a IN (" + "'',".repeat(2048) + "'')", -1, "at most 2048 literals");
        assertRefused("a " + "OR a ".repeat(1600), -1, "at most 2048 literals");
    }

    @Test
    @DisplayName("As many LIKE as allowed are evaluated, one more is refused where it stands")
    void likes() {
        String fitting = "t LIKE 'y%'" + " OR t LIKE 'x%'".repeat(Selector.LIKES_MAX - 1);

        assertTrue(Selector.parse(fitting).matches(MESSAGE, 1));
        assertRefused(fitting + " OR t LIKE 'x%'", fitting.length() + 7, "LIKE at most 100 times");
    }

    @Test
    @DisplayName("A pattern of LIKE has a limit, which counts characters and not their halves")
    void likePattern() {
        String fitting = "\uD83D\uDE00".repeat(Selector.LIKE_PATTERN_MAX);

        assertFalse(Selector.parse("t LIKE '" + fitting + "'").matches(MESSAGE, 1));
        assertRefused("t LIKE '" + fitting + "x'", 8, "at most 256 characters");
    }

    @Test
    @DisplayName("The worst pattern takes steps in proportion to the text only")
    void likeIsLinear() {
        // Going back from each % would take more steps than there are atoms.
        String pattern = "%x".repeat(127) + "%y";

        assertFalse(Selector.parse("t LIKE '" + pattern + "'").matches(MESSAGE, 1));
    }

    @Test
    @DisplayName("Many identifiers find their properties in one pass")
    void manyIdentifiers() {
        List<String> names = IntStream.range(0, 500).mapToObj(i -> "p" + i).toList();
        String text = String.join(" = 1 AND ", names) + " = 1";
        Map<String, Object> properties =
                names.stream().collect(java.util.stream.Collectors.toMap(name -> name, name -> 1));

        assertTrue(Selector.parse(text).matches(Messages.with(properties), 1));
    }

    private static void assertRefused(String text, int position, String part) {
        MalformedSelectorException e = assertThrows(MalformedSelectorException.class, () -> Selector.parse(text));

        assertTrue(String.valueOf(e.getMessage()).contains(part), e.getMessage());
        if (position > 0) {
            assertEquals(position, e.position());
        }
    }
}
