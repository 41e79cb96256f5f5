// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.message;

/**
 * What received messages need of their session; one for all messages of a session.
 *
 * @param acknowledger called by {@code Message.acknowledge()}
 * @param objectDecoder reads the bodies of object messages, by the connection's rules
 */
public record MessageContext(Acknowledger acknowledger, ObjectDecoder objectDecoder) {}
