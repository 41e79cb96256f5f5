// SPDX-License-Identifier: Apache-2.0

/**
 * Messages into message-driven beans: the activation specification, the activation of one endpoint, and the workers that
 * take deliveries and hand them over inside the container's transactions (Jakarta Connectors 2.1 chapter 14, option B).
 *
 * <p>Entry class: {@link io.mambamq.ra.inbound.EndpointActivation}. Each worker waits for messages on a daemon
 * thread of its own and takes them to the bean on the application server's threads, as short Works; it has a session of its
 * own, and nothing else is shared but the activation's state.
 */
@NullMarked
package io.mambamq.ra.inbound;

import org.jspecify.annotations.NullMarked;
