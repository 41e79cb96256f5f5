// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Guesses which of the known names someone meant: the one that the fewest typing errors are away. Stateless. */
public final class NearestName {
    private NearestName() {}

    /**
     * The nearest of the known names, whatever the case of letters.
     *
     * @param known at least one
     */
    public static String of(String name, List<String> known) {
        String typed = name.toLowerCase(Locale.ROOT);
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(typed, candidate.toLowerCase(Locale.ROOT))))
                .orElseThrow();
    }

    /** Levenshtein's distance. */
    private static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int substitution = from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1;
                current[column] = Math.min(
                        Math.min(current[column - 1], previous[column]) + 1, previous[column - 1] + substitution);
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
