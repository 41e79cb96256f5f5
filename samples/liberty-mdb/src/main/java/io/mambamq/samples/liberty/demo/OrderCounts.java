// SPDX-License-Identifier: Apache-2.0

package io.mambamq.samples.liberty.demo;

import java.io.IOException;
import java.util.regex.Pattern;

/**
 * The rows in the application's database.
 *
 * @param sent orders whose sending has committed
 * @param received rows the message-driven bean has committed
 * @param different how many different orders are among them
 * @param redelivered how many of the rows came from a message marked as redelivered
 */
record OrderCounts(int sent, int received, int different, int redelivered) {

    private static final Pattern JSON =
            Pattern.compile("\\{\"sent\":(\\d+),\"received\":(\\d+),\"different\":(\\d+),\"redelivered\":(\\d+)}");

    static final OrderCounts NONE = new OrderCounts(0, 0, 0, 0);

    static OrderCounts parse(String json) throws IOException {
        var matcher = JSON.matcher(json);
        if (!matcher.matches()) {
            throw new IOException("The application answered with '" + json + "'");
        }
        return new OrderCounts(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)),
                Integer.parseInt(matcher.group(4)));
    }

    int lost() {
        return sent - different;
    }

    int duplicates() {
        return received - different;
    }
}
