// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.message;

import org.jspecify.annotations.Nullable;

/**
 * A JMS client id (JMS 3.1 §6.1.2): 1 to 255 bytes of UTF-8 without control characters. One connection at a time has it;
 * it owns the durable subscriptions that were made under it. Both sides check it by the same rule.
 */
public final class ClientId {
    public static final int BYTES_MAX = 255;

    private ClientId() {}

    /** What is wrong with it, for people; null if nothing is. */
    public static @Nullable String problemOf(@Nullable String clientId) {
        if (clientId == null || clientId.isEmpty()) {
            return "a client id is not null and not empty";
        }
        try {
            return Names.problemOfText("a client id", clientId, BYTES_MAX);
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }
}
