// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.connection;

import java.util.UUID;

/**
 * As whom the broker introduces itself.
 *
 * @param id stays the same for the life of the data directory
 * @param product name and version
 */
public record BrokerIdentity(UUID id, String product) {}
