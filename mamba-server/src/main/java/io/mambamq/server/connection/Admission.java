// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.connection;

/**
 * On what terms clients are let in.
 *
 * @param identity as whom the broker introduces itself
 * @param limits of each connection
 * @param gatekeeper checks users and passwords
 * @param connectionsMax of all together, strangers included
 */
public record Admission(BrokerIdentity identity, ConnectionLimits limits, Gatekeeper gatekeeper, int connectionsMax) {}
