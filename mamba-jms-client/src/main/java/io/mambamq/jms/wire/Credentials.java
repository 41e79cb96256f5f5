// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.wire;

import org.jspecify.annotations.Nullable;

/** Who connects. All null for anonymous without a client id. */
public record Credentials(
        @Nullable String user,
        @Nullable String password,
        @Nullable String clientId) {
    public Credentials withClientId(String newClientId) {
        return new Credentials(user, password, newClientId);
    }

    /** Without the password, so that a log never shows it. */
    @Override
    public String toString() {
        return "Credentials[user=" + user + ", clientId=" + clientId + ']';
    }
}
