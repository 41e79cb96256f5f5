// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.outbound;

import jakarta.resource.spi.ConnectionRequestInfo;
import org.jspecify.annotations.Nullable;

/** What an application said when it asked for a connection: the user of component-managed sign-on. */
record ConnectionRequest(
        @Nullable String userName, @Nullable String password) implements ConnectionRequestInfo {
    /** Without the password. */
    @Override
    public String toString() {
        return "ConnectionRequest[" + userName + "]";
    }
}
