// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.selector;

import java.util.Arrays;
import java.util.TreeSet;

/**
 * A pattern of LIKE (JMS 3.1 §3.8.1.1): {@code _} stands for any one character, {@code %} for any number of them, every
 * other for itself, and so does one behind the escape character. A character is a code point.
 *
 * <p>Matches by stepping all states of the pattern at once, a bit each: one step a character of the text, of a few words,
 * whatever the pattern. State i is "the first i characters of the pattern have matched".
 *
 * <pre>
 *  next states = (states that this character lets go on) shifted by one, and (states before a %) that stay
 * </pre>
 */
final class LikePattern {
    /** In place of a code point: any one character. */
    private static final int ANY_ONE = -1;

    private final String source;
    private final int length;
    /** The distinct code points that stand for themselves, ascending. */
    private final int[] codePoints;
    /** Beside {@link #codePoints}, which states each lets go on; one row more for all other characters. */
    private final long[][] goOn;
    /** States that stay on any character, as a % stands behind what they have matched. */
    private final long[] stay;

    private LikePattern(String source, int[] tokens, int length, long[] stay) {
        this.source = source;
        this.length = length;
        this.stay = stay;
        TreeSet<Integer> distinct = new TreeSet<>();
        for (int i = 0; i < length; i++) {
            if (tokens[i] != ANY_ONE) {
                distinct.add(tokens[i]);
            }
        }
        codePoints = distinct.stream().mapToInt(Integer::intValue).toArray();
        goOn = new long[codePoints.length + 1][stay.length];
        for (int i = 0; i < length; i++) {
            for (int row = 0; row < goOn.length; row++) {
                boolean isItself = row < codePoints.length && codePoints[row] == tokens[i];
                if (isItself || tokens[i] == ANY_ONE) {
                    set(goOn[row], i);
                }
            }
        }
    }

    /**
     * A pattern of at most {@link Selector#LIKE_PATTERN_MAX} code points, which the caller has seen to.
     *
     * @param escape the escape character, or -1 for none
     * @throws IllegalArgumentException if the escape character is the last
     */
    static LikePattern compile(String source, int escape) {
        int[] characters = source.codePoints().toArray();
        int[] tokens = new int[characters.length];
        long[] stay = new long[(characters.length >>> 6) + 1];
        int length = 0;
        for (int i = 0; i < characters.length; i++) {
            int character = characters[i];
            if (character == escape) {
                i++;
                if (i == characters.length) {
                    throw new IllegalArgumentException("the pattern ends with its escape character");
                }
                tokens[length++] = characters[i];
            } else if (character == '%') {
                set(stay, length);
            } else {
                tokens[length++] = character == '_' ? ANY_ONE : character;
            }
        }
        return new LikePattern(source, tokens, length, stay);
    }

    boolean matches(String text) {
        long[] states = new long[stay.length];
        states[0] = 1;
        for (int i = 0; i < text.length(); ) {
            if (isSet(states, length) && isSet(stay, length)) {
                return true;
            }
            int character = text.codePointAt(i);
            if (!step(states, rowOf(character))) {
                return false;
            }
            i += Character.charCount(character);
        }
        return isSet(states, length);
    }

    /** Tells whether any state is left. */
    private boolean step(long[] states, long[] allowed) {
        long carry = 0;
        long any = 0;
        for (int word = 0; word < states.length; word++) {
            long moving = states[word] & allowed[word];
            states[word] = (states[word] & stay[word]) | (moving << 1) | carry;
            carry = moving >>> 63;
            any |= states[word];
        }
        return any != 0;
    }

    private long[] rowOf(int character) {
        int index = Arrays.binarySearch(codePoints, character);
        return goOn[index >= 0 ? index : codePoints.length];
    }

    private static void set(long[] bits, int index) {
        bits[index >>> 6] |= 1L << index;
    }

    private static boolean isSet(long[] bits, int index) {
        return (bits[index >>> 6] & (1L << index)) != 0;
    }

    @Override
    public String toString() {
        return source;
    }
}
