// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.delivery;

import io.mambamq.protocol.message.EncodedMessage;

/**
 * A delivery, with its own copy of the message.
 *
 * @param delivery its number in the session
 * @param deliveryCount 1 at first
 */
public record Received(long delivery, int deliveryCount, EncodedMessage message) {}
