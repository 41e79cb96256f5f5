// SPDX-License-Identifier: Apache-2.0

/**
 * Moves bytes and frames to and from one broker: {@link io.mambamq.jms.transport.Dialer} opens a
 * {@link io.mambamq.jms.transport.Transport}, {@link io.mambamq.jms.transport.FrameReader} is confined to the connection's reader
 * thread, {@link io.mambamq.jms.transport.FrameWriter} gathers what any thread sends, and a {@link io.mambamq.jms.transport.RetainingOutput}
 * lets another transport take the place of one that is lost. Knows nothing of sessions.
 */
@NullMarked
package io.mambamq.jms.transport;

import org.jspecify.annotations.NullMarked;
