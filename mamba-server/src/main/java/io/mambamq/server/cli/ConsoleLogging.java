// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli;

import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** The process's log goes to standard error. */
final class ConsoleLogging {
    private ConsoleLogging() {}

    /** Before anything logs. */
    static void install() {
        System.setProperty("java.util.logging.manager", ServerLogManager.class.getName());
        System.setProperty("org.jboss.logging.provider", "jdk");
        Logger root = LogManager.getLogManager().getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        Handler console = new ConsoleHandler();
        console.setFormatter(new OneLineFormatter());
        console.setLevel(Level.ALL);
        root.addHandler(console);
        root.setLevel(Level.INFO);
    }
}
