// SPDX-License-Identifier: Apache-2.0

/**
 * Sockets and the event loop, the only place that knows Netty.
 *
 * <p>Entry classes: {@link io.mambamq.server.network.EventLoopThread}, the partition's thread, and
 * {@link io.mambamq.server.network.SocketListener}, which accepts connections on it.
 */
@NullMarked
package io.mambamq.server.network;

import org.jspecify.annotations.NullMarked;
