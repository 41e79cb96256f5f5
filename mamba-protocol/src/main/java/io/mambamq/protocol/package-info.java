// SPDX-License-Identifier: Apache-2.0

/**
 * What travels and what rests: the encoded message, the identity of transactions, and the frames of the native wire
 * protocol. The layouts are drawn in {@code docs/protocol.md}.
 *
 * <p>Nothing here starts a thread, opens a socket or logs. Readers and encoders are confined to one thread at a time;
 * records are immutable and may be shared.
 */
@NullMarked
package io.mambamq.protocol;

import org.jspecify.annotations.NullMarked;
