// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.crash;

import io.mambamq.testkit.account.MessageAccount;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;

/** Works in one session until it is stopped, whatever happens to the server. */
abstract class SurvivingClient implements Runnable {
    final MessageAccount account;
    private final Connection connection;
    private final int sessionMode;
    private volatile boolean stopped;

    SurvivingClient(Connection connection, int sessionMode, MessageAccount account) {
        this.connection = connection;
        this.sessionMode = sessionMode;
        this.account = account;
    }

    final void stop() {
        stopped = true;
    }

    final boolean isStopped() {
        return stopped;
    }

    @Override
    public final void run() {
        try (Session session = connection.createSession(sessionMode)) {
            work(session);
        } catch (JMSException | RuntimeException e) {
            account.violation(Thread.currentThread().getName() + " failed: " + e);
        }
    }

    abstract void work(Session session) throws JMSException;
}
