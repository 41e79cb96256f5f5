// SPDX-License-Identifier: Apache-2.0

/**
 * Jakarta Messaging for the application server's other code: managed connection factories on the standard interfaces, one
 * managed connection per session at the broker, and the handles that applications hold (Jakarta Connectors 2.1 chapters 6
 * to 8, Jakarta Messaging 3.1 chapter 12).
 *
 * <p>Entry class: {@link io.mambamq.ra.outbound.MambaManagedConnectionFactory}. A managed connection's events and handles are
 * guarded by its lock; the session behind it serves one thread at a time, as Jakarta Messaging says.
 */
@NullMarked
package io.mambamq.ra.outbound;

import org.jspecify.annotations.NullMarked;
