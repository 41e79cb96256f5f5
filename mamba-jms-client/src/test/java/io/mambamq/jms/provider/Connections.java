// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.provider;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.TopicConnectionFactory;
import jakarta.jms.XAConnectionFactory;
import jakarta.jms.XAQueueConnectionFactory;
import jakarta.jms.XATopicConnectionFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Every kind of connection factory in one. */
public interface Connections
        extends ConnectionFactory,
                QueueConnectionFactory,
                TopicConnectionFactory,
                XAConnectionFactory,
                XAQueueConnectionFactory,
                XATopicConnectionFactory {
    /** What a factory makes that has all of these methods, whatever interfaces it implements. */
    static Connections of(Object factory) {
        return (Connections) Proxy.newProxyInstance(
                Connections.class.getClassLoader(), new Class<?>[] {Connections.class}, (proxy, method, arguments) -> {
                    try {
                        return factory.getClass()
                                .getMethod(method.getName(), method.getParameterTypes())
                                .invoke(factory, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
