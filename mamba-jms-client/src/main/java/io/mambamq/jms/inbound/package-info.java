// SPDX-License-Identifier: Apache-2.0

/**
 * What a resource adapter consumes with on behalf of message-driven beans. {@link io.mambamq.jms.inbound.InboundConsumer} receives for
 * all instances of a bean; each delivery is settled later, in the XA branch that the application server has started in an
 * {@link io.mambamq.jms.inbound.InboundSession}, or without one.
 */
@NullMarked
package io.mambamq.jms.inbound;

import org.jspecify.annotations.NullMarked;
