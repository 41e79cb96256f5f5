// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.connection;

import io.mambamq.jms.ClientLog;
import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Calls a connection's exception listener, one call at a time (JMS 3.1 §6.1.7), each on a thread of its own: the listener may close the
 * connection, and whoever found the error must go on.
 */
final class ExceptionReporter {
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private volatile @Nullable ExceptionListener listener;

    @Nullable
    ExceptionListener listener() {
        return listener;
    }

    void listener(@Nullable ExceptionListener newListener) {
        listener = newListener;
    }

    void report(JMSException exception) {
        ExceptionListener current = listener;
        if (current != null) {
            Thread thread = new Thread(() -> call(current, exception), "mamba-client-exception-listener");
            thread.setDaemon(true);
            thread.setContextClassLoader(current.getClass().getClassLoader());
            thread.start();
        }
    }

    private void call(ExceptionListener current, JMSException exception) {
        oneAtATime.lock();
        try {
            current.onException(exception);
        } catch (RuntimeException e) {
            ClientLog.LOG.exceptionListenerThrew(e);
        } finally {
            oneAtATime.unlock();
        }
    }
}
