// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.connection;

import io.mambamq.jms.ClientLog;
import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSException;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Calls a connection's exception listener, one call at a time and in the order of the problems (JMS 3.1 §6.1.7), on a thread of its own
 * that lives while there is something to report: the listener may close the connection, and whoever found the error must go on. All
 * that is reported is in the log too, so that of more problems than the listener keeps up with the oldest can be left out.
 */
final class ExceptionReporter {
    static final int WAITING_MAX = 100;

    private record Report(ExceptionListener listener, JMSException exception) {}

    private volatile @Nullable ExceptionListener listener;

    private final ReentrantLock lock = new ReentrantLock();
    // guarded by lock
    private final ArrayDeque<Report> waiting = new ArrayDeque<>();
    private boolean reporting;

    @Nullable
    ExceptionListener listener() {
        return listener;
    }

    void listener(@Nullable ExceptionListener newListener) {
        listener = newListener;
    }

    void report(JMSException exception) {
        ExceptionListener current = listener;
        if (current == null) {
            return;
        }
        lock.lock();
        try {
            if (waiting.size() == WAITING_MAX) {
                waiting.removeFirst();
            }
            waiting.addLast(new Report(current, exception));
            if (!reporting) {
                startThread(current);
                reporting = true;
            }
        } finally {
            lock.unlock();
        }
    }

    private void startThread(ExceptionListener current) {
        Thread thread = new Thread(this::callAll, "mamba-client-exception-listener");
        thread.setDaemon(true);
        thread.setContextClassLoader(current.getClass().getClassLoader());
        thread.start();
    }

    private void callAll() {
        Report next = next();
        while (next != null) {
            call(next);
            next = next();
        }
    }

    /** Null when this thread is of no more use. */
    private @Nullable Report next() {
        lock.lock();
        try {
            Report next = waiting.pollFirst();
            reporting = next != null;
            return next;
        } finally {
            lock.unlock();
        }
    }

    private static void call(Report report) {
        try {
            report.listener.onException(report.exception);
        } catch (RuntimeException | Error e) {
            ClientLog.LOG.exceptionListenerThrew(e);
        } finally {
            // An interrupt that the listener left behind must not end what follows.
            Thread.interrupted();
        }
    }
}
