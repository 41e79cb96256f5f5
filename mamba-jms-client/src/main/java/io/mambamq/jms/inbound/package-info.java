// SPDX-License-Identifier: Apache-2.0

/**
 * What a resource adapter consumes with on behalf of message-driven beans: messages that are received first and settled later, in the
 * XA branch that the application server starts for each. {@link io.mambamq.jms.inbound.InboundSession} is the entry; it and its
 * deliveries belong to one thread at a time, closing to any.
 */
@NullMarked
package io.mambamq.jms.inbound;

import org.jspecify.annotations.NullMarked;
