// SPDX-License-Identifier: Apache-2.0

/**
 * What either side of a connection keeps so that it can go on with another transport: the bytes that the other may not
 * have received ({@link io.mambamq.protocol.resume.RetainedOutput}), and the count of those that it has received itself
 * ({@link io.mambamq.protocol.resume.ReceivedInput}). Confined to one thread, or guarded by who owns them.
 */
@NullMarked
package io.mambamq.protocol.resume;

import org.jspecify.annotations.NullMarked;
