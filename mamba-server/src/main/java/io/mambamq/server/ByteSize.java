// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A size as people write it: a number of bytes, or of K, M, G or T, each 1024 times the one before. */
public final class ByteSize {
    private static final Pattern SIZE = Pattern.compile("(\\d+)([KMGT]?)");
    private static final List<String> UNITS = List.of("", "K", "M", "G", "T");
    private static final int UNIT_BITS = 10;

    private ByteSize() {}

    /**
     * The number of bytes.
     *
     * @param text such as {@code 256M}; the unit in either case
     * @throws IllegalArgumentException if it is no size; quotes it
     */
    public static long parse(String text) {
        Matcher size = SIZE.matcher(text.toUpperCase(Locale.ROOT));
        if (!size.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a size such as 256M or 1G");
        }
        long unitBytes = 1L << (UNIT_BITS * UNITS.indexOf(size.group(2)));
        try {
            return Math.multiplyExact(Long.parseLong(size.group(1)), unitBytes);
        } catch (NumberFormatException | ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is more bytes than can be counted", e);
        }
    }
}
