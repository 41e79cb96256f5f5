// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra;

import io.mambamq.jms.ClientConfig;
import io.mambamq.ra.connection.Credentials;
import io.mambamq.ra.connection.ReconnectDelays;
import io.mambamq.ra.embedded.EmbeddedConfig;
import io.mambamq.ra.inbound.InboundConfig;
import org.jspecify.annotations.Nullable;

/**
 * The adapter's properties as they were when it started, checked.
 *
 * @param url null for the embedded broker
 * @param embeddedClient how connections to the embedded broker behave
 * @param embedded how the embedded broker works
 * @param delays before the broker is tried again
 */
record AdapterConfig(
        @Nullable String url,
        ClientConfig embeddedClient,
        Credentials credentials,
        EmbeddedConfig embedded,
        ReconnectDelays delays,
        InboundConfig inbound) {}
