// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli;

import io.mambamq.protocol.redelivery.RedeliveryPolicy;
import io.mambamq.server.ServerConfig;
import picocli.CommandLine.Option;

/** What becomes of messages that applications did not accept, as the command line says it. */
final class RedeliveryOptions {
    @Option(
            names = "--max-delivery-attempts",
            paramLabel = "N",
            defaultValue = "10",
            description =
                    "So many deliveries of a message may fail, by an exception, a rollback or the like, before it "
                            + "goes to the dead-letter queue; 0 for without end. Default: ${DEFAULT-VALUE}")
    private int attemptsMax;

    @Option(
            names = "--redelivery-delay-ms",
            paramLabel = "MS",
            defaultValue = "1000",
            description = "How long a message waits before its second redelivery, up to a fifth less; the first is at "
                    + "once. 0 for no delays at all. Default: ${DEFAULT-VALUE}")
    private long delayMs;

    @Option(
            names = "--redelivery-multiplier",
            paramLabel = "X",
            defaultValue = "2",
            description = "By which the delay grows from failure to failure. Default: ${DEFAULT-VALUE}")
    private double multiplier;

    @Option(
            names = "--redelivery-delay-ms-max",
            paramLabel = "MS",
            defaultValue = "60000",
            description = "Where the delay stops growing. Default: ${DEFAULT-VALUE}")
    private long delayMsMax;

    @Option(
            names = "--dead-letter-queue",
            paramLabel = "NAME",
            defaultValue = "DLQ",
            description = "Where messages go whose attempts are used up, with the cause in their properties. Messages "
                    + "in it stay there. Default: ${DEFAULT-VALUE}")
    private String deadLetterQueue;

    /** Called by picocli. */
    @SuppressWarnings("NullAway.Init") // picocli fills the options in
    RedeliveryOptions() {}

    /** @throws IllegalArgumentException if a value cannot be; names it */
    void applyTo(ServerConfig.Builder config) {
        config.redeliveryPolicy(new RedeliveryPolicy(attemptsMax, delayMs, multiplier, delayMsMax))
                .deadLetterQueue(deadLetterQueue);
    }
}
