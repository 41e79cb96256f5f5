// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.delivery;

import org.jspecify.annotations.Nullable;

/**
 * Who sends a message, as far as a topic is concerned.
 *
 * @param connection its number
 * @param clientId null if it has none
 */
public record Sender(long connection, @Nullable String clientId) {}
