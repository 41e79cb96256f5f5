// SPDX-License-Identifier: Apache-2.0

/**
 * The Jakarta Messaging 3.1 client: {@link io.mambamq.jms.MambaConnectionFactory} is the entry, queues and topics are named
 * by {@link io.mambamq.jms.MambaQueue} and {@link io.mambamq.jms.MambaTopic}. Everything here is thread-safe.
 *
 * <p>Inwards from the API: {@code classic} and {@code context} are the two APIs of Jakarta Messaging; both stand on
 * {@code session} and {@code connection}; {@code delivery} holds what was received, {@code wire} is the client's half of the
 * protocol, {@code transport} moves bytes. {@code message} has the message types, {@code xa} the XA resource,
 * {@code inbound} what a resource adapter consumes with, {@code failure} what goes wrong.
 */
@NullMarked
package io.mambamq.jms;

import org.jspecify.annotations.NullMarked;
