// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.connection;

import org.jspecify.annotations.Nullable;

/**
 * As whom a connection is made. A client id belongs here because it can be in use by one connection at a time
 * (Jakarta Messaging 3.1 §6.1.2): whoever wants it shares that connection.
 *
 * @param userName null for anonymous
 */
public record Credentials(
        @Nullable String userName,
        @Nullable String password,
        @Nullable String clientId) {
    public static final Credentials ANONYMOUS = new Credentials(null, null, null);

    /** User and password stay together: either both are these or both are the other's. */
    public Credentials orElse(Credentials defaults) {
        String id = clientId != null ? clientId : defaults.clientId;
        return userName != null
                ? new Credentials(userName, password, id)
                : new Credentials(defaults.userName, defaults.password, id);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return (userName == null ? "anonymous" : userName) + (clientId == null ? "" : " with client id " + clientId);
    }
}
