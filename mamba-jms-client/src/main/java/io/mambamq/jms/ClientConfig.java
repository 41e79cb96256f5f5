// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import io.mambamq.protocol.message.ClientId;
import org.jspecify.annotations.Nullable;

/**
 * How a connection behaves; the options of a {@link ConnectionUrl}. Immutable.
 *
 * @param connectTimeoutMs until a host has to be connected and to have answered; 1 at least
 * @param callTimeoutMs until the broker has to have answered a request or confirmed a send; 1 at least
 * @param heartbeatMs after so much silence the broker is asked for a sign of life, after twice as much the network counts as
 *     failed; 0 for never
 * @param prefetchMessages how many messages a consumer is sent ahead; 1 at least
 * @param prefetchBytes how many bytes a consumer is sent ahead; the last message may go beyond; 1 at least
 * @param acknowledgeSync whether an automatic acknowledgement waits until it is durable; if not, at most 64 of a session
 *     are under way
 * @param largeMessageBytes from how many bytes on, about, a body is sent and received in chunks and is not held in memory; 1
 *     at least
 * @param clientId null for none
 * @param deserializationFilter which classes bodies of object messages may have, besides the basic ones; in the syntax of
 *     {@code jdk.serialFilter}
 * @param overrides what an administrator decides about messages that are sent
 * @param reconnect what is done about a lost connection, and about the loss of its transport alone
 */
public record ClientConfig(
        int connectTimeoutMs,
        int callTimeoutMs,
        int heartbeatMs,
        int prefetchMessages,
        int prefetchBytes,
        boolean acknowledgeSync,
        int largeMessageBytes,
        @Nullable String clientId,
        String deserializationFilter,
        SendOverrides overrides,
        ReconnectPolicy reconnect) {
    public static final ClientConfig DEFAULT = new ClientConfig(
            10_000,
            30_000,
            10_000,
            256,
            1 << 20,
            false,
            4 << 20,
            null,
            "",
            SendOverrides.NONE,
            ReconnectPolicy.DEFAULT);

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if a value is too small or the client id is not allowed; names it
     */
    public ClientConfig {
        Limits.requireAtLeast(1, connectTimeoutMs, "connectTimeoutMs");
        Limits.requireAtLeast(1, callTimeoutMs, "callTimeoutMs");
        Limits.requireAtLeast(0, heartbeatMs, "heartbeatMs");
        Limits.requireAtLeast(1, prefetchMessages, "prefetch");
        Limits.requireAtLeast(1, prefetchBytes, "prefetchBytes");
        Limits.requireAtLeast(1, largeMessageBytes, "largeMessageBytes");
        String problem = clientId == null ? null : ClientId.problemOf(clientId);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
    }

    /** The same, but a lost connection stays lost. */
    public ClientConfig withoutReconnect() {
        return withReconnect(reconnect.disabled());
    }

    /**
     * The same, but the broker is asked to keep the connection so long when its transport is lost.
     *
     * @param resumeTimeoutMs 0 for not at all
     */
    public ClientConfig withResumeTimeoutMs(int resumeTimeoutMs) {
        return withReconnect(reconnect.withResumeTimeoutMs(resumeTimeoutMs));
    }

    private ClientConfig withReconnect(ReconnectPolicy policy) {
        return new ClientConfig(
                connectTimeoutMs,
                callTimeoutMs,
                heartbeatMs,
                prefetchMessages,
                prefetchBytes,
                acknowledgeSync,
                largeMessageBytes,
                clientId,
                deserializationFilter,
                overrides,
                policy);
    }
}
