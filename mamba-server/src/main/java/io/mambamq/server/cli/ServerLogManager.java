// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli;

import java.util.logging.LogManager;

/**
 * Keeps logging alive while the JVM shuts down: the JDK's own would take its handlers away at once, and with them every
 * message about the orderly end.
 */
public final class ServerLogManager extends LogManager {
    /** Called by {@link LogManager}, by name. */
    public ServerLogManager() {}

    @Override
    public void reset() {}
}
