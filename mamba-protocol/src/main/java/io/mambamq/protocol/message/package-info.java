// SPDX-License-Identifier: Apache-2.0

/**
 * The encoded message: written once by the producer's client with {@link io.mambamq.protocol.message.MessageEncoder},
 * carried as the same bytes over the wire, into the journal and to the consumer, and read in place through
 * {@link io.mambamq.protocol.message.EncodedMessage}. An encoded message is immutable and may be shared by threads.
 */
@NullMarked
package io.mambamq.protocol.message;

import org.jspecify.annotations.NullMarked;
