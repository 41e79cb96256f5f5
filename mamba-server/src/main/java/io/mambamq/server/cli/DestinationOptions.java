// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli;

import io.mambamq.protocol.message.DestinationName;
import io.mambamq.server.ServerConfig;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which queues and topics there are, as the command line says it. */
final class DestinationOptions {
    @Option(
            names = "--auto-create-destinations",
            paramLabel = "BOOL",
            arity = "1",
            defaultValue = "true",
            description = "Whether queues and topics come into being with their first message, consumer or browser. "
                    + "Default: ${DEFAULT-VALUE}")
    private boolean autoCreate;

    @Option(
            names = "--queue",
            paramLabel = "NAME",
            description = "A queue that exists in any case; may be given again and again.")
    private List<String> queues = new ArrayList<>();

    @Option(
            names = "--topic",
            paramLabel = "NAME",
            description = "A topic that exists in any case; may be given again and again.")
    private List<String> topics = new ArrayList<>();

    /** Called by picocli. */
    DestinationOptions() {}

    /** @throws IllegalArgumentException if a name cannot be; says why */
    void applyTo(ServerConfig.Builder config) {
        config.autoCreateDestinations(autoCreate);
        queues.forEach(name -> config.declare(DestinationName.queue(name)));
        topics.forEach(name -> config.declare(DestinationName.topic(name)));
    }
}
