// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.selector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.protocol.message.EncodedMessage;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomSelectorTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    @DisplayName("M-35 M-36 random selectors on random messages say what a naive evaluator says")
    void agreesWithNaive(long seed) {
        Random random = new Random(seed);
        Map<Truth, Integer> counts = new EnumMap<>(Truth.class);
        for (int i = 0; i < 5000; i++) {
            Map<String, Object> properties = RandomSelector.properties(random);
            RandomSelector.Written written = new RandomSelector(random, properties).condition(random.nextInt(5));
            EncodedMessage message = Messages.with(properties);
            Truth expected = written.is() == null ? Truth.UNKNOWN : Truth.of((Boolean) written.is());

            assertEquals(expected, Messages.truthOf(written.text(), message), written.text() + " of " + properties);
            counts.merge(expected, 1, Integer::sum);
        }
        for (Truth truth : Truth.values()) {
            assertTrue(counts.getOrDefault(truth, 0) > 500, "too few to mean something: " + counts);
        }
    }

    @Test
    @DisplayName("Damaged selectors are parsed or refused at a position within them, and nothing else happens")
    void damaged() {
        Random random = new Random(5);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            Map<String, Object> properties = RandomSelector.properties(random);
            StringBuilder text = new StringBuilder(
                    new RandomSelector(random, properties).condition(3).text());
            damage(random, text);
            try {
                Selector.parse(text.toString()).matches(Messages.with(properties), 1);
            } catch (MalformedSelectorException e) {
                assertTrue(e.position() >= 1 && e.position() <= text.length() + 1, e.getMessage());
                refused++;
            }
        }
        assertTrue(refused > 5000, "refused only " + refused);
    }

    private static void damage(Random random, StringBuilder text) {
        String signs = "()'=<>+-*/,.%_!\"\\ 0x9eLANOTRI\0\u00FC\uD83D";
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(text.length());
            char sign = signs.charAt(random.nextInt(signs.length()));
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(at, sign);
                case 1 -> text.insert(at, sign);
                default -> text.setLength(Math.max(1, at));
            }
        }
    }
}
