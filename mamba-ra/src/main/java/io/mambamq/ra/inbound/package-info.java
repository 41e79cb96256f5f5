// SPDX-License-Identifier: Apache-2.0

/**
 * Messages into message-driven beans: the activation specification, the activation of one endpoint, and the workers that
 * take deliveries and hand them over inside the container's transactions (Jakarta Connectors 2.1 chapter 14, option B).
 *
 * <p>Entry class: {@link io.mambamq.ra.inbound.EndpointActivation}. Each activation waits for its connection and for messages on one
 * daemon thread of its own; workers take messages to the bean on the application server's threads, as short Works, each in a session
 * of its own.
 */
@NullMarked
package io.mambamq.ra.inbound;

import org.jspecify.annotations.NullMarked;
