// SPDX-License-Identifier: Apache-2.0

/**
 * The frames of the native protocol, one record each; {@code docs/protocol.md} says who sends which when.
 * {@link io.mambamq.protocol.frame.FrameCodec} is the entry. Frames are immutable; stateless code, any thread.
 */
@NullMarked
package io.mambamq.protocol.frame;

import org.jspecify.annotations.NullMarked;
