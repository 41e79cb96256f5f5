// SPDX-License-Identifier: Apache-2.0

/**
 * The client's half of the native protocol. {@link io.mambamq.jms.wire.Wire} is one connection with its reader thread
 * ({@code mamba-client-reader-<peer>}); {@link io.mambamq.jms.wire.WireSession} one session on it: requests and answers, sends and
 * confirmations. Deliveries are handed to a {@link io.mambamq.jms.wire.DeliveryHandler} on the reader thread.
 *
 * <p>Callers send on their own threads and wait parked, always with a deadline. The reader thread takes only locks that nobody
 * holds while doing I/O, and never calls an application.
 */
@NullMarked
package io.mambamq.jms.wire;

import org.jspecify.annotations.NullMarked;
