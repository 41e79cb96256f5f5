// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.wire;

import java.security.AccessController;
import java.security.PrivilegedAction;

/**
 * Makes the threads of a connection. They run no application code, and in an application server the connection outlives the application
 * in whose call it was opened: they keep nothing of that call, neither its classes nor what it hands down to threads.
 */
final class WireThread {
    private WireThread() {}

    /** A daemon, to be started. */
    @SuppressWarnings("removal") // a thread keeps the classes that called, for access control, as long as Java has that
    static Thread create(Runnable task, String name) {
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> withoutContext(task, name));
    }

    private static Thread withoutContext(Runnable task, String name) {
        Thread thread = new Thread(null, task, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(WireThread.class.getClassLoader());
        return thread;
    }
}
