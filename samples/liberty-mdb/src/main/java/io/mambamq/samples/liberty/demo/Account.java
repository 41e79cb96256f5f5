// SPDX-License-Identifier: Apache-2.0

package io.mambamq.samples.liberty.demo;

import java.time.Duration;
import java.util.Locale;

/**
 * What became of the orders.
 *
 * @param total how many were to be sent
 * @param counts the rows at the end
 * @param atKill the rows seen just before the kill
 * @param start the first start of the server
 * @param restart its start after the kill
 * @param whole from the first start to the last row
 */
record Account(int total, OrderCounts counts, OrderCounts atKill, Duration start, Duration restart, Duration whole) {

    boolean nothingLostOrDuplicated() {
        return counts.sent() == total && counts.lost() == 0 && counts.duplicates() == 0;
    }

    String toText() {
        return String.format(
                Locale.ROOT,
                """

                Sent        %,9d   persistent messages, each in an XA transaction with a row in table SENT
                Consumed    %,9d   by the message-driven bean, each in an XA transaction with a row in table RECEIVED
                Lost        %,9d   sent, but no row
                Duplicates  %,9d   more than one row
                Redelivered %,9d   were being consumed at the kill, rolled back, and came again
                Restarts            1   kill -9 at %,d sent and %,d consumed
                Times         first start %.1f s, restart with recovery %.1f s, everything %.1f s

                %s
                """,
                counts.sent(),
                counts.received(),
                counts.lost(),
                counts.duplicates(),
                counts.redelivered(),
                atKill.sent(),
                atKill.received(),
                seconds(start),
                seconds(restart),
                seconds(whole),
                nothingLostOrDuplicated()
                        ? "Every order was stored exactly once."
                        : "This must not happen: please report it, with the kept directory.");
    }

    String toJson() {
        return String.format(
                Locale.ROOT,
                "{\"sent\":%d,\"consumed\":%d,\"lost\":%d,\"duplicates\":%d,\"redelivered\":%d,\"restarts\":1,"
                        + "\"consumedAtKill\":%d,\"startSeconds\":%.1f,\"restartSeconds\":%.1f,\"seconds\":%.1f}",
                counts.sent(),
                counts.received(),
                counts.lost(),
                counts.duplicates(),
                counts.redelivered(),
                atKill.received(),
                seconds(start),
                seconds(restart),
                seconds(whole));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
