// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.embedded;

import io.mambamq.protocol.redelivery.RedeliveryPolicy;
import io.mambamq.server.DestinationSettings;
import io.mambamq.server.JournalSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the embedded broker works.
 *
 * @param dataDirectory null: below the application server's own data
 * @param port where it listens on the loopback interface, 0 for a free port; null: nowhere
 * @param destinations which queues and topics it has
 * @param redelivery when messages come again that were not accepted
 * @param deadLetterQueue where they go in the end; null: where they go by default
 * @param messageBytesMax the largest message that it takes
 * @param journal how its journal is kept
 */
public record EmbeddedConfig(
        @Nullable Path dataDirectory,
        @Nullable Integer port,
        DestinationSettings destinations,
        RedeliveryPolicy redelivery,
        @Nullable String deadLetterQueue,
        long messageBytesMax,
        JournalSettings journal) {}
