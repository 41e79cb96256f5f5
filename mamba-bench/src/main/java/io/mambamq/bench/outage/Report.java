// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.outage;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The figures of one deployment.
 *
 * @param begunAgain deliveries to a bean of what it had had before, in a transaction that was cut
 */
record Report(Deployment deployment, int instances, List<Outage> outages, Load.Outcome outcome, int begunAgain) {
    /** One that would go on where the last one was cut, which a broker that died cannot, and then a new one. */
    private static final int CONNECTIONS_MAX = 2;

    /** No storm, and each message once. */
    boolean held() {
        return outcome.lost() == 0
                && outcome.processedTwice() == 0
                && outages.stream().allMatch(outage -> outage.connections() <= CONNECTIONS_MAX);
    }

    String text() {
        String lines = outages.stream().map(Report::line).collect(Collectors.joining());
        return format(
                        "%n%s, %d instances%nbroker ended by  attempts  most in a second  connections  first ms  all ms%n",
                        deployment.label(), instances)
                + lines
                + format(
                        "%d messages sent, %d lost, %d processed twice; %d deliveries were cut and came again. %s%n",
                        outcome.sent(),
                        outcome.lost(),
                        outcome.processedTwice(),
                        begunAgain,
                        held() ? "It held." : "It did not hold.");
    }

    private static String line(Outage outage) {
        return format(
                "%-15s %9d %17d %12d %9d %7d%n",
                outage.end().label(),
                outage.attempts(),
                outage.attemptsMaxPerSecond(),
                outage.connections(),
                outage.firstMs(),
                outage.fullMs());
    }

    String json() {
        return format(
                "{\"deployment\":\"%s\",\"instances\":%d,\"held\":%b,\"sent\":%d,\"lost\":%d,\"processedTwice\":%d,"
                        + "\"begunAgain\":%d,%n\"outages\":[%s]}",
                deployment.label(),
                instances,
                held(),
                outcome.sent(),
                outcome.lost(),
                outcome.processedTwice(),
                begunAgain,
                outages.stream().map(Outage::json).collect(Collectors.joining(",\n")));
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
