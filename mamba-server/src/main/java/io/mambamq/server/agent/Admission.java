// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.agent;

import io.mambamq.server.connection.BrokerIdentity;
import io.mambamq.server.connection.ConnectionLimits;

/**
 * On what terms clients are let in.
 *
 * @param identity as whom the broker introduces itself
 * @param limits of each connection
 * @param connectionsMax of all together, strangers included
 */
public record Admission(BrokerIdentity identity, ConnectionLimits limits, int connectionsMax) {}
