// SPDX-License-Identifier: Apache-2.0

/**
 * The network between a client and a broker as a tool: {@link io.mambamq.testkit.network.TcpRelay} passes bytes on, counts
 * connections and cuts them. Thread-safe; it has daemon threads of its own.
 */
@NullMarked
package io.mambamq.testkit.network;

import org.jspecify.annotations.NullMarked;
