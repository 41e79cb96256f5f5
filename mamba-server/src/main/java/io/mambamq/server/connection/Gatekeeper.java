// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.connection;

import io.mambamq.protocol.ProtocolException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The one place that decides whether a client is who it says it is. */
@FunctionalInterface
public interface Gatekeeper {
    /**
     * Checks a login. Called by the partition's thread, which it does not block.
     *
     * @param answer gets null if the client may come in, else the refusal to send; called once, on the partition's thread,
     *     before this returns or later; not called any more when the server is closing
     */
    void check(Login login, Consumer<@Nullable ProtocolException> answer);
}
