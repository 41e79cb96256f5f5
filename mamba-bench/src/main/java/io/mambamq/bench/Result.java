// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The line that a load generator printed: a flat JSON object of numbers. */
public record Result(String json) {
    /** What the line begins with. */
    public static final String PREFIX = "result ";

    /** Finds the line in what a process printed. */
    public static Result parse(List<String> output) {
        String line = output.stream()
                .filter(text -> text.startsWith(PREFIX))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no result in:\n" + String.join("\n", output)));
        return new Result(line.substring(PREFIX.length()));
    }

    /** The number of that name. */
    public double field(String name) {
        Matcher matcher = Pattern.compile('"' + name + "\":(-?[0-9.]+)").matcher(json);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + name + " in " + json);
        }
        return Double.parseDouble(matcher.group(1));
    }
}
