// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The line that a {@link QueueLoad} printed: a flat JSON object of numbers. */
record Result(String json) {
    static Result parse(List<String> output) {
        String line = output.stream()
                .filter(text -> text.startsWith(QueueLoad.RESULT))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no result in:\n" + String.join("\n", output)));
        return new Result(line.substring(QueueLoad.RESULT.length()));
    }

    double field(String name) {
        Matcher matcher = Pattern.compile('"' + name + "\":([0-9.]+)").matcher(json);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + name + " in " + json);
        }
        return Double.parseDouble(matcher.group(1));
    }
}
