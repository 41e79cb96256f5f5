// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.output;

import java.time.Duration;
import java.util.Locale;

/** Numbers for people. */
public final class Text {
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB"};

    private Text() {}

    public static String bytes(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }

    public static String percent(double value) {
        return String.format(Locale.ROOT, "%.1f %%", value);
    }

    public static String ratio(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** A count with its word, as in "1 record" and "2 records". */
    public static String count(long count, String word) {
        if (count == 1) {
            return "1 " + word;
        }
        return count + " " + (word.endsWith("ch") ? word + "es" : word + "s");
    }

    /** In the one unit that suits it. */
    public static String age(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 2 * 3600) {
            return seconds / 60 + " min";
        }
        return seconds < 2 * 86_400 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
    }
}
