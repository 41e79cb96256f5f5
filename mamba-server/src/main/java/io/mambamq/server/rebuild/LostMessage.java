// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.rebuild;

/**
 * A message that is in its queue, but cannot be read any more.
 *
 * @param sequence that it had in its queue; 0 for one that a prepared transaction sends
 * @param position of its record
 */
public record LostMessage(String queue, long sequence, long position, String reason) {}
