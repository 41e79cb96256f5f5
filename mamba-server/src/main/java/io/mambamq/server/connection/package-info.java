// SPDX-License-Identifier: Apache-2.0

/**
 * One client's connection, whatever carries its bytes: preface, frames, states, limits, heartbeat.
 *
 * <p>A connection may outlive its transport: {@link io.mambamq.server.connection.Resumability} keeps what another one needs.
 *
 * <p>Entry class: {@link io.mambamq.server.connection.Connection}. A {@link io.mambamq.server.connection.Transport}
 * brings bytes in and takes bytes out; a {@link io.mambamq.server.connection.FrameListener} gets the sessions' frames.
 * Confined to the partition's thread.
 */
@NullMarked
package io.mambamq.server.connection;

import org.jspecify.annotations.NullMarked;
