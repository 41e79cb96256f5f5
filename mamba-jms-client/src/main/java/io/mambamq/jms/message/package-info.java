// SPDX-License-Identifier: Apache-2.0

/**
 * The messages of Jakarta Messaging (JMS 3.1 §3): headers, properties, the five body types and the message without a body.
 *
 * <p>A session creates messages with their public constructors, sends them through
 * {@link io.mambamq.jms.message.MambaMessage#prepareSend} and {@link io.mambamq.jms.message.MambaMessage#encodeTo}, and
 * makes received ones with {@link io.mambamq.jms.message.MessageDecoder}. A received message is decoded as far as the
 * application looks at it. Encoding is the copy that a send takes: what happens to the object afterwards does not change
 * what was sent (§3.9).
 *
 * <p>As the specification has it, a message belongs to one thread at a time.
 */
@NullMarked
package io.mambamq.jms.message;

import org.jspecify.annotations.NullMarked;
