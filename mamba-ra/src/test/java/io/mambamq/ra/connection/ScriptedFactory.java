// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.connection;

import io.mambamq.jms.failure.ConnectionLostException;
import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSException;
import jakarta.jms.XAConnection;
import jakarta.jms.XAConnectionFactory;
import jakarta.jms.XAJMSContext;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A broker that is away for as many attempts as it is told; counts attempts and open connections. */
public class ScriptedFactory implements XAConnectionFactory {
    /** What an attempt does before it succeeds. */
    public interface Step {
        void run() throws JMSException;
    }

    public static final Step AWAY = () -> {
        throw new JMSException("nobody answers", ConnectionLostException.ERROR_CODE);
    };

    private final Queue<Step> script = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inFlight = new AtomicInteger();

    public final AtomicInteger attempts = new AtomicInteger();
    public final AtomicInteger inFlightMax = new AtomicInteger();
    public final AtomicInteger open = new AtomicInteger();
    private final List<ExceptionListener> listeners = new CopyOnWriteArrayList<>();

    public ScriptedFactory then(Step step) {
        script.add(step);
        return this;
    }

    public ScriptedFactory away(int count) {
        for (int i = 0; i < count; i++) {
            then(AWAY);
        }
        return this;
    }

    /** The connection that was opened last is lost. */
    void lose() {
        listeners.get(listeners.size() - 1).onException(new JMSException("cut", ConnectionLostException.ERROR_CODE));
    }

    @Override
    public XAConnection createXAConnection() throws JMSException {
        attempts.incrementAndGet();
        inFlightMax.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        try {
            Step step = script.poll();
            if (step != null) {
                step.run();
            }
            XAConnection connection = connect();
            open.incrementAndGet();
            return connection;
        } finally {
            inFlight.decrementAndGet();
        }
    }

    /** A connection that can only be opened, lost and closed. */
    protected XAConnection connect() throws JMSException {
        return (XAConnection) Proxy.newProxyInstance(
                XAConnection.class.getClassLoader(),
                new Class<?>[] {XAConnection.class},
                (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "setExceptionListener" -> listeners.add((ExceptionListener) arguments[0]);
                        case "start" -> {}
                        case "close" -> open.decrementAndGet();
                        default -> throw new AssertionError("unexpected: " + method);
                    }
                    return null;
                });
    }

    @Override
    public XAConnection createXAConnection(String userName, String password) throws JMSException {
        return createXAConnection();
    }

    @Override
    public XAJMSContext createXAContext() {
        throw new AssertionError("the adapter uses the classic API");
    }

    @Override
    public XAJMSContext createXAContext(String userName, String password) {
        return createXAContext();
    }
}
