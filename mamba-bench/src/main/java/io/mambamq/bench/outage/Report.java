// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.outage;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The figures of one deployment. */
record Report(Deployment deployment, int instances, List<Outage> outages, Load.Outcome outcome) {
    /** One that would go on where the last one was cut, which a broker that died cannot, and then a new one. */
    private static final int CONNECTIONS_MAX = 2;

    /** No storm, each message once, and nothing done again where only the network failed. */
    boolean held() {
        return outcome.lost() == 0
                && outcome.processedTwice() == 0
                && outages.stream().allMatch(outage -> outage.connections() <= CONNECTIONS_MAX)
                && outages.stream()
                        .filter(outage -> outage.cause() == Cause.NETWORK)
                        .allMatch(outage -> outage.begunAgain() == 0);
    }

    String text() {
        String lines = outages.stream().map(Report::line).collect(Collectors.joining());
        return format(
                        "%n%s, %d instances%nbroker away by  attempts  most in a second  connections  first ms  all ms  came again%n",
                        deployment.label(), instances)
                + lines
                + format(
                        "%d messages sent, %d lost, %d processed twice. %s%n",
                        outcome.sent(),
                        outcome.lost(),
                        outcome.processedTwice(),
                        held() ? "It held." : "It did not hold.");
    }

    private static String line(Outage outage) {
        return format(
                "%-14s %9d %17d %12d %9d %7d %11d%n",
                outage.cause().label(),
                outage.attempts(),
                outage.attemptsMaxPerSecond(),
                outage.connections(),
                outage.firstMs(),
                outage.fullMs(),
                outage.begunAgain());
    }

    String json() {
        return format(
                "{\"deployment\":\"%s\",\"instances\":%d,\"held\":%b,\"sent\":%d,\"lost\":%d,\"processedTwice\":%d,"
                        + "%n\"outages\":[%s]}",
                deployment.label(),
                instances,
                held(),
                outcome.sent(),
                outcome.lost(),
                outcome.processedTwice(),
                outages.stream().map(Outage::json).collect(Collectors.joining(",\n")));
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
