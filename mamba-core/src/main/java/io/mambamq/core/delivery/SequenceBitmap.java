// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.delivery;

import io.mambamq.core.queue.QueueIndex;

/**
 * A set of sequences, one bit each, over a window that slides with them. The lowest is found by looking at a summary of
 * one bit per 64: a few words, however far apart the members are.
 *
 * <pre>
 *  words    ring of 64-bit words, word w of the number line in slot w mod capacity
 *  summary  one bit per slot: whether its word has a member
 * </pre>
 */
final class SequenceBitmap {
    private static final int CAPACITY_WORDS_MIN = 4;

    private long[] words = new long[CAPACITY_WORDS_MIN];
    private long[] summary = new long[1];
    // All members are in words firstWord (inclusive) to endWord (exclusive).
    private long firstWord;
    private long endWord;
    private long count;

    boolean isEmpty() {
        return count == 0;
    }

    long count() {
        return count;
    }

    /** Tells whether it was not in the set before */
    boolean add(long sequence) {
        return addNeighbours(sequence & -Long.SIZE, 1L << sequence);
    }

    /**
     * Adds up to 64 neighbours, or none if one of them was in the set before, and tells which.
     *
     * @param firstSequence a multiple of 64, for which bit 0 stands
     * @param bits not 0
     */
    boolean addNeighbours(long firstSequence, long bits) {
        long word = firstSequence >>> 6;
        include(word);
        int slot = slot(word);
        if ((words[slot] & bits) != 0) {
            return false;
        }
        words[slot] |= bits;
        summary[slot >>> 6] |= 1L << slot;
        count += Long.bitCount(bits);
        return true;
    }

    /** Tells whether it was in the set */
    boolean remove(long sequence) {
        long word = sequence >>> 6;
        if (count == 0 || word < firstWord || word >= endWord) {
            return false;
        }
        int slot = slot(word);
        long bit = 1L << sequence;
        if ((words[slot] & bit) == 0) {
            return false;
        }
        words[slot] &= ~bit;
        if (words[slot] == 0) {
            summary[slot >>> 6] &= ~(1L << slot);
        }
        count--;
        return true;
    }

    boolean contains(long sequence) {
        long word = sequence >>> 6;
        return count != 0 && word >= firstWord && word < endWord && (words[slot(word)] & (1L << sequence)) != 0;
    }

    /** The lowest member from a sequence on, or {@link QueueIndex#NONE}. */
    long next(long from) {
        long word = Math.max(from >>> 6, firstWord);
        if (count == 0 || word >= endWord) {
            return QueueIndex.NONE;
        }
        if (word == from >>> 6) {
            long bits = words[slot(word)] & (-1L << from);
            if (bits != 0) {
                return (word << 6) + Long.numberOfTrailingZeros(bits);
            }
            word++;
        }
        int start = slot(word);
        // Round the ring to a member before "from" is farther than the window's end.
        long found = word + ((nextUsedSlot(start) - start) & (words.length - 1));
        return found >= endWord ? QueueIndex.NONE : (found << 6) + Long.numberOfTrailingZeros(words[slot(found)]);
    }

    /** The lowest member, or {@link QueueIndex#NONE}. */
    long first() {
        if (count == 0) {
            return QueueIndex.NONE;
        }
        skipEmptyWords();
        return (firstWord << 6) + Long.numberOfTrailingZeros(words[slot(firstWord)]);
    }

    private void skipEmptyWords() {
        int start = slot(firstWord);
        int found = nextUsedSlot(start);
        firstWord += (found - start) & (words.length - 1);
    }

    /** Goes round the ring once; the window has a member. */
    private int nextUsedSlot(int start) {
        int index = start >>> 6;
        long candidates = summary[index] & (-1L << start);
        while (candidates == 0) {
            index = (index + 1) & (summary.length - 1);
            candidates = summary[index];
        }
        return (index << 6) + Long.numberOfTrailingZeros(candidates);
    }

    private void include(long word) {
        if (count == 0) {
            firstWord = word;
            endWord = word + 1;
            return;
        }
        if (word >= firstWord && word < endWord) {
            return;
        }
        skipEmptyWords();
        long first = Math.min(firstWord, word);
        long end = Math.max(endWord, word + 1);
        if (end - first > words.length) {
            grow(end - first);
        }
        firstWord = first;
        endWord = end;
    }

    private void grow(long wordsNeeded) {
        long[] old = words;
        int capacity = old.length;
        while (capacity < wordsNeeded) {
            capacity = Math.multiplyExact(capacity, 2);
        }
        words = new long[capacity];
        summary = new long[Math.max(1, capacity >>> 6)];
        for (long word = firstWord; word < endWord; word++) {
            long bits = old[(int) word & (old.length - 1)];
            if (bits != 0) {
                int slot = slot(word);
                words[slot] = bits;
                summary[slot >>> 6] |= 1L << slot;
            }
        }
    }

    private int slot(long word) {
        return (int) word & (words.length - 1);
    }
}
