// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra;

import io.mambamq.jms.ClientConfig;
import io.mambamq.ra.connection.Credentials;
import io.mambamq.ra.inbound.InboundConfig;
import io.mambamq.server.DestinationSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The adapter's properties as they were when it started, checked.
 *
 * @param url null for the embedded broker
 * @param embeddedClient how connections to the embedded broker behave
 * @param dataDirectory of the embedded broker; null: below the application server's own data
 * @param embeddedPort where the embedded broker listens; null: nowhere
 * @param destinations which queues and topics the embedded broker has
 */
record AdapterConfig(
        @Nullable String url,
        ClientConfig embeddedClient,
        Credentials credentials,
        @Nullable Path dataDirectory,
        @Nullable Integer embeddedPort,
        DestinationSettings destinations,
        InboundConfig inbound) {}
