// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.connection;

import org.jspecify.annotations.Nullable;

/**
 * As whom a client wants to come in.
 *
 * @param user null for anonymous
 * @param withinJvm whether the client runs in the server's own process
 */
public record Login(@Nullable String user, @Nullable String password, boolean withinJvm) {
    /** Without the password, so that a log never shows it. */
    @Override
    public String toString() {
        return "Login[user=" + user + ", withinJvm=" + withinJvm + ']';
    }
}
