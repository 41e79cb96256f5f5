// SPDX-License-Identifier: Apache-2.0

/**
 * The client's half of the native protocol. {@link io.mambamq.jms.wire.Wire} is one connection, which is a {@code Link} with
 * a reader thread ({@code mamba-client-reader-<peer>}) in each of its lives; {@link io.mambamq.jms.wire.WireSession} one session on it:
 * requests and answers, sends and confirmations. {@code Reconnection} gives a link another transport, or begins the next life of both. Deliveries are handed to a {@link io.mambamq.jms.wire.DeliveryHandler} on the reader thread.
 *
 * <p>Callers send on their own threads and wait parked, always with a deadline. The reader thread takes only locks that nobody
 * holds while doing I/O, and never calls an application.
 */
@NullMarked
package io.mambamq.jms.wire;

import org.jspecify.annotations.NullMarked;
