// SPDX-License-Identifier: Apache-2.0

/**
 * Little-endian reading and writing of the primitive values that messages and frames are made of. Every read checks its
 * bounds before it allocates: a length that lies is a {@link io.mambamq.protocol.ProtocolException}, never an
 * {@code OutOfMemoryError}. Confined to one thread.
 */
@NullMarked
package io.mambamq.protocol.bytes;

import org.jspecify.annotations.NullMarked;
