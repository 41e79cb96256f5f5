// SPDX-License-Identifier: Apache-2.0

/**
 * The physical connections: at most one per broker and credentials, shared by every managed connection and activation
 * of the adapter (Jakarta Connectors 2.1 §7.10 leaves pooling to the application server and allows this).
 *
 * <p>Entry class: {@link io.mambamq.ra.connection.BrokerConnections}. Everything here is thread-safe. There is no thread for
 * connecting: {@link io.mambamq.ra.connection.SharedConnection} lets one of those that want a connection make it.
 */
@NullMarked
package io.mambamq.ra.connection;

import org.jspecify.annotations.NullMarked;
