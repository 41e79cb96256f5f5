// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.connection;

/**
 * How a client comes in.
 *
 * @param listener gets its frames
 * @param known whether the client is known from an earlier connection
 */
public record Welcome(FrameListener listener, boolean known) {}
